/**
 * What an instance asks of the person: a resize to confirm, a deletion that can still be undone, a move to follow, a lock, a failure
 * to read.
 */
import { Button } from '@mantine/core'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Name } from '../../ui/Name.tsx'
import { moment } from '../../ui/time.ts'
import { verdict } from './actions/allowed.ts'
import { deed } from './actions/deeds.ts'
import { DELETIONS, usePendingBatches } from './actions/deletions.ts'
import type { Deeds } from './actions/useDeeds.ts'
import { LiveMove } from './LiveMove.tsx'
import { Note } from './Note.tsx'
import type { InstanceRow } from './rows.ts'

interface InstanceNotesProps {
  readonly cloud: string
  readonly row: InstanceRow
  readonly deeds: Deeds
}

export function InstanceNotes({ cloud, row: { server }, deeds }: InstanceNotesProps) {
  const pending = usePendingBatches().find(({ servers }) => servers.some(({ id }) => id === server.id))
  const { fault } = server
  const confirm = server.status === 'VERIFY_RESIZE' && verdict(deed('confirmResize'), server, deeds.around).possible
  return (
    <>
      {pending === undefined ? undefined : (
        <Note
          actions={
            <Button size="compact-sm" variant="default" onClick={() => DELETIONS.undo(pending)}>
              {pending.servers.length === 1 ? 'Undo' : `Undo for all ${pending.servers.length}`}
            </Button>
          }
        >
          It is about to be deleted.
        </Note>
      )}
      {confirm ? (
        <Note
          actions={
            <>
              <Button size="compact-sm" onClick={() => deeds.begin('confirmResize', [server])}>
                Confirm
              </Button>
              <Button size="compact-sm" variant="default" onClick={() => deeds.begin('revertResize', [server])}>
                Go back
              </Button>
            </>
          }
        >
          It was resized or moved, and runs as it will. Look whether it works: until you confirm, what it was before is
          kept, and you can go back.
        </Note>
      ) : undefined}
      {server.status === 'MIGRATING' && deeds.around.me?.isAdmin === true ? (
        <LiveMove key={server.id} cloud={cloud} server={server} />
      ) : undefined}
      {server.status === 'SOFT_DELETED' && verdict(deed('restore'), server, deeds.around).possible ? (
        <Note
          actions={
            <Button size="compact-sm" onClick={() => deeds.begin('restore', [server])}>
              Restore
            </Button>
          }
        >
          It is deleted. This cloud keeps it for a while: until then it can be restored as it was.
        </Note>
      ) : undefined}
      {server.locked ? (
        <Note
          actions={
            verdict(deed('unlock'), server, deeds.around).possible ? (
              <Button size="compact-sm" variant="default" onClick={() => deeds.begin('unlock', [server])}>
                Unlock
              </Button>
            ) : undefined
          }
        >
          {server.lockedReason === undefined ? (
            'It is locked.'
          ) : (
            <>
              It is locked: <Name name={server.lockedReason} />
            </>
          )}
        </Note>
      ) : undefined}
      {fault !== undefined && server.status === 'ERROR' ? (
        <ErrorNote
          error={{
            code: 'api',
            message: fault.message,
            ...(fault.details === undefined ? {} : { detail: fault.details }),
            remedy: `Nova says so${fault.at === undefined ? '' : ` since ${moment(Date.parse(fault.at))}`}. History tells which part of what was asked for has failed.`,
          }}
        />
      ) : undefined}
    </>
  )
}
