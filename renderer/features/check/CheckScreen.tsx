/** Check: what stands in the way of deploying, machine by machine, before anything is changed. */
import { Button } from '@mantine/core'
import { IconArrowRight, IconRefresh } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useAction } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { useCloud } from '../../app/useCloud.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Status } from '../../ui/Status.tsx'
import { useNow } from '../../ui/useNow.ts'
import { DesignFirst } from '../design/DesignFirst.tsx'
import { CheckAgain } from './CheckAgain.tsx'
import { CheckMatrix } from './CheckMatrix.tsx'
import css from './CheckScreen.module.css'
import { CheckStatus } from './CheckStatus.tsx'
import { FindingPane } from './FindingPane.tsx'
import { matrixOf, worstCell } from './matrix.ts'

const PURPOSE =
  'Before anything is changed, each machine is looked at: system, memory, disks, clock, names, ports and network. What stands in the way is told here with what to do about it.'

export function CheckScreen() {
  const cloud = useCloud()
  return (
    <DesignFirst cloud={cloud} title="Check" purpose={PURPOSE}>
      <Checked cloud={cloud} />
    </DesignFirst>
  )
}

function Checked({ cloud }: { readonly cloud: string }) {
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const { value: state, error } = useStream('preflight.follow', { cloud })
  const { value: known } = useStream('machines.follow', { cloud })
  const run = useAction('preflight.run', { quiet: true })
  const now = useNow(true, 30_000)

  const names = useMemo(() => Object.keys(known?.machines ?? {}), [known])
  const matrix = useMemo(() => (state === undefined ? undefined : matrixOf(state, names)), [state, names])
  const looked = state !== undefined && (Object.keys(state.at).length > 0 || state.running.length > 0)

  // Looking changes nothing, so the first visit looks without being asked.
  const begun = useRef(false)
  const { mutate } = run
  useEffect(() => {
    if (begun.current || state === undefined || looked || names.length === 0) return
    begun.current = true
    mutate({ cloud })
  }, [state, looked, names.length, cloud, mutate])

  const select = useCallback(
    (machine: string, subject: string) => setParams({ machine, subject }, { replace: true, flushSync: true }),
    [setParams],
  )
  const again = useCallback((machine: string) => mutate({ cloud, machines: [machine] }), [mutate, cloud])

  const [machine, subject] = [params.get('machine'), params.get('subject')]
  const chosen = useMemo(() => {
    if (matrix === undefined) return undefined
    return machine !== null && subject !== null ? matrix.cell(machine, subject) : worstCell(matrix)
  }, [matrix, machine, subject])
  const title = matrix?.subjects.find(({ id }) => id === chosen?.subject)?.title ?? chosen?.subject ?? ''
  const running = new Set(state?.running)

  const actions = (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        disabled={names.length === 0 || running.size > 0}
        onClick={() => mutate({ cloud })}
      >
        Check all again
      </Button>
      <Button
        rightSection={<IconArrowRight size={14} aria-hidden />}
        disabled={names.length === 0}
        onClick={() => navigate('../plan')}
      >
        Show the plan
      </Button>
    </>
  )

  // Of a cloud that was deployed: before that, DesignFirst says so.
  if (known !== undefined && names.length === 0) {
    return (
      <Screen title="Check">
        <EmptyState
          title="No machine to check"
          action={<Button onClick={() => navigate('../machines')}>Add machines</Button>}
        >
          {PURPOSE}
        </EmptyState>
      </Screen>
    )
  }

  return (
    <Screen title="Check" status={<CheckStatus state={state} machines={names.length} />} actions={actions} fill>
      <div className={css.notes}>
        {error === undefined ? undefined : <ErrorNote error={error} />}
        {run.error === null ? undefined : (
          <ErrorNote
            error={run.error.data}
            actions={
              <Button variant="default" onClick={() => mutate({ cloud })}>
                Check again
              </Button>
            }
          />
        )}
        {state?.stale === true && running.size === 0 ? (
          <div className={css.stale} role="status">
            <Status kind="needs-you">cloud.yaml was changed since</Status>
            <span>What is shown may no longer hold.</span>
            <Button size="compact-xs" variant="default" onClick={() => mutate({ cloud })}>
              Check again
            </Button>
          </div>
        ) : undefined}
      </div>
      {matrix === undefined ? (
        <p className={css.waiting}>Asking the app what it knows of these machines.</p>
      ) : (
        <div className={css.work}>
          <CheckMatrix
            matrix={matrix}
            selected={chosen}
            onSelect={select}
            machineAction={(machine) => <CheckAgain machine={machine} busy={running.has(machine)} onAgain={again} />}
          />
          {chosen === undefined || state === undefined ? undefined : (
            <FindingPane cell={chosen} title={title} at={state.at[chosen.machine]} now={now} />
          )}
        </div>
      )}
    </Screen>
  )
}
