/** An instance on its way to another host while it runs: how far it is, and how the move is ended one way or the other. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Server } from '../../../electron/contract/live.ts'
import type { LiveMigration } from '../../../electron/contract/servers.ts'
import { type CallError, call } from '../../api/useRequest.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { targetOf } from './actions/dialogProps.ts'
import css from './Instances.module.css'
import { copyWords, isEndless, mayDo, migrationStatus } from './migrationWords.ts'

/** Milliseconds between two looks. */
const EVERY = 1500

interface LiveMoveProps {
  readonly cloud: string
  readonly server: Server
}

/** Shown to administrators while an instance is MIGRATING: nobody else may ask. */
export function LiveMove({ cloud, server }: LiveMoveProps) {
  const [asked, setAsked] = useState<{ readonly what: 'abort' | 'force'; readonly number: string }>()
  const { data, error } = useQuery<readonly LiveMigration[], CallError>({
    queryKey: ['servers.liveMigrations', { cloud, id: server.id }],
    queryFn: () => call('servers.liveMigrations', { cloud, id: server.id }),
    refetchInterval: EVERY,
    gcTime: 0,
  })
  const move = data?.[0]
  if (move === undefined) {
    return error === null ? (
      <p className={css.quiet}>It is moving to another host. Nova does not tell yet how far it is.</p>
    ) : (
      <ErrorNote error={error.data} />
    )
  }
  const may = mayDo(move)
  return (
    <section className={css.move} aria-label="Move to another host">
      <KeyValue
        rows={[
          ['Moving', `from ${move.from ?? 'its host'} to ${move.to ?? 'a host to be chosen'}`],
          ['It is', migrationStatus(move.status)],
          ...(['memory', 'disk'] as const).flatMap((part) => {
            const copied = copyWords(move[part])
            if (copied === undefined) return []
            const { done, total, words } = copied
            return [
              [
                part === 'memory' ? 'Memory' : 'Disk',
                <Meter key={part} used={done} total={total} words={words} progress />,
              ],
            ] as const
          }),
        ]}
      />
      {isEndless(move) ? (
        <p>
          It changes its memory as fast as that is copied, so this may never end by itself. Finish it at once, or stop
          it and move the instance when it does less.
        </p>
      ) : undefined}
      <div className={css.noteActions}>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!may.force}
          onClick={() => setAsked({ what: 'force', number: move.number })}
        >
          Finish at once…
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={!may.abort}
          onClick={() => setAsked({ what: 'abort', number: move.number })}
        >
          Stop the move…
        </Button>
      </div>
      {asked === undefined ? undefined : (
        <EndDialog {...asked} cloud={cloud} server={server} onClose={() => setAsked(undefined)} />
      )}
    </section>
  )
}

interface EndDialogProps extends LiveMoveProps {
  readonly what: 'abort' | 'force'
  readonly number: string
  readonly onClose: () => void
}

function EndDialog({ cloud, server, what, number, onClose }: EndDialogProps) {
  const name = isolated(server.name)
  const force = what === 'force'
  return (
    <ActionDialog
      cloud={cloud}
      title={force ? `Finish the move of ${name} at once` : `Stop the move of ${name}`}
      submit={force ? 'Finish at once' : 'Stop the move'}
      steps={[
        {
          action: force ? 'server.forceLiveMigration' : 'server.abortLiveMigration',
          input: { ...targetOf(server), migration: number },
        },
      ]}
      onClose={onClose}
    >
      <p>
        {force
          ? 'It stands still until the rest of its memory is copied, then it goes on over there. How long that takes is a matter of what is left and of the network. Where this cloud allows post-copy, it goes on over there at once instead and fetches the rest as it needs it; a network that fails in between would end it.'
          : 'It goes on running where it is, as if nothing had been. What was copied is thrown away.'}
      </p>
    </ActionDialog>
  )
}
