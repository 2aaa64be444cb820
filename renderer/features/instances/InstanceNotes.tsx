/** What an instance asks of the person: a resize to confirm, a deletion that can still be undone, a failure to read. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status } from '../../ui/Status.tsx'
import { moment } from '../../ui/time.ts'
import { verdict } from './actions/allowed.ts'
import { deed } from './actions/deeds.ts'
import { DELETIONS, usePendingBatches } from './actions/deletions.ts'
import type { Deeds } from './actions/useDeeds.ts'
import css from './Instances.module.css'
import type { InstanceRow } from './rows.ts'

interface InstanceNotesProps {
  readonly row: InstanceRow
  readonly deeds: Deeds
}

export function InstanceNotes({ row: { server }, deeds }: InstanceNotesProps) {
  const pending = usePendingBatches().find(({ servers }) => servers.some(({ id }) => id === server.id))
  const { fault } = server
  const confirm = server.status === 'VERIFY_RESIZE' && verdict(deed('confirmResize'), server, deeds.around).possible
  return (
    <>
      {pending === undefined ? undefined : (
        <Note
          words="It is about to be deleted."
          actions={
            <Button size="compact-sm" variant="default" onClick={() => DELETIONS.undo(pending)}>
              {pending.servers.length === 1 ? 'Undo' : `Undo for all ${pending.servers.length}`}
            </Button>
          }
        />
      )}
      {confirm ? (
        <Note
          words={`It runs${server.flavor === undefined ? '' : ` with its new size`}. Look whether it works: until you confirm, its old disk is kept and you can go back.`}
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
        />
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

function Note({ words, actions }: { readonly words: string; readonly actions: ReactNode }) {
  return (
    <div className={css.note} role="status">
      <Status kind="needs-you">
        <span className={css.noteWords}>{words}</span>
      </Status>
      <div className={css.noteActions}>{actions}</div>
    </div>
  )
}
