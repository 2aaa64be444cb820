/** The console of an instance: its screen with keyboard, pointer and clipboard, or what it printed on its serial line. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowLeft, IconTerminal2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'react-router'
import type { Server } from '../../../electron/contract/live.ts'
import { type CallError, call } from '../../api/useRequest.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { isolated } from '../../ui/bidi.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Status } from '../../ui/Status.tsx'
import { ConsoleLog } from '../instances/ConsoleLog.tsx'
import { terminalPath } from '../instances/consolePaths.ts'
import { stateWords } from '../instances/states.ts'
import css from './ConsoleScreen.module.css'
import { ConsoleView } from './ConsoleView.tsx'

/** Milliseconds between two looks at the instance itself, while the window is seen. */
const EVERY = 5000

export function ConsoleScreen() {
  const cloud = useCloud()
  const { id = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const isLog = search.get('view') === 'log'
  const { data, error, isPending } = useQuery<Server | null, CallError>({
    queryKey: ['servers.get', { cloud, id }],
    queryFn: async () => (await call('servers.get', { cloud, id })) ?? null,
    refetchInterval: EVERY,
  })
  const name = data === undefined || data === null || data.name === '' ? id : data.name
  const state = data === undefined || data === null ? undefined : stateWords(data)
  return (
    <Screen
      title={`Console of ${isolated(name)}`}
      fill
      status={
        <span role="status">{state === undefined ? undefined : <Status kind={state.kind}>{state.words}</Status>}</span>
      }
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="What is shown"
            data={[
              { value: 'screen', label: 'Screen' },
              { value: 'log', label: 'Serial log' },
            ]}
            value={isLog ? 'log' : 'screen'}
            onChange={(view) => setSearch(view === 'log' ? { view } : {}, { replace: true })}
          />
          <Button
            component={Link}
            to={`/clouds/${cloud}/instances?instance=${encodeURIComponent(id)}`}
            variant="default"
            leftSection={<IconArrowLeft size={14} aria-hidden />}
          >
            Instance
          </Button>
          {data === undefined || data === null ? undefined : (
            <Button
              component={Link}
              to={terminalPath(cloud, id)}
              variant="default"
              leftSection={<IconTerminal2 size={14} aria-hidden />}
            >
              Terminal
            </Button>
          )}
        </>
      }
    >
      {data === null ? (
        <div className={css.page}>
          <EmptyState
            title="There is no such instance"
            action={
              <Button component={Link} to={`/clouds/${cloud}/instances`}>
                Show the instances
              </Button>
            }
          >
            It was deleted, or belongs to another project.
          </EmptyState>
        </div>
      ) : isLog && data !== undefined ? (
        <div className={css.page}>
          <ConsoleLog cloud={cloud} server={data} />
        </div>
      ) : isLog ? (
        <div className={css.page}>
          {error === null ? <Waiting what="instance" /> : <ErrorNote error={error.data} />}
        </div>
      ) : (
        <>
          {error === null ? undefined : (
            <div className={css.note}>
              <ErrorNote error={error.data} />
            </div>
          )}
          {isPending ? undefined : <ConsoleView key={id} cloud={cloud} server={id} name={name} />}
        </>
      )}
    </Screen>
  )
}
