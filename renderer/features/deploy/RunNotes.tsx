/** Above a run: why it did not begin and what to do about it, whether it was interrupted, or another process is at it. */
import { Button } from '@mantine/core'
import { useNavigate } from 'react-router'
import type { RunNow, RunSummary } from '../../../electron/contract/index.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status } from '../../ui/Status.tsx'
import { DeployAnyway } from './DeployAnyway.tsx'
import css from './DeployScreen.module.css'

interface RunNotesProps {
  readonly cloud: string
  readonly now: RunNow
  readonly state: RunSummary['state'] | undefined
  readonly errors: readonly (RunNow['error'] | undefined)[]
}

export function RunNotes({ cloud, now, state, errors }: RunNotesProps) {
  const navigate = useNavigate()
  const told = [now.error, now.unrecorded, ...errors].filter((error) => error !== undefined)
  const interrupted = state === 'interrupted' && now.phase === 'idle'
  const elsewhere = state === 'running' && now.phase === 'idle'
  if (told.length === 0 && !interrupted && !elsewhere) return undefined
  return (
    <div className={css.notes}>
      {told.map((error) => (
        <ErrorNote
          key={error.message}
          error={error}
          actions={
            error.code === 'unfit' ? (
              <>
                <Button size="compact-xs" variant="default" onClick={() => navigate('../check')}>
                  Show the check
                </Button>
                <DeployAnyway cloud={cloud} refusal={error} />
              </>
            ) : undefined
          }
        />
      ))}
      {elsewhere ? (
        <p className={css.interrupted} role="status">
          <Status kind="progress">Another Stackstead is at this run</Status> A command line or another window began it:
          stop it there, watch it here.
        </p>
      ) : undefined}
      {interrupted ? (
        <p className={css.interrupted} role="status">
          <Status kind="needs-you">This run was interrupted</Status> The app ended before the run did. Nothing is lost:
          "Go on" looks at what is done already and does the rest.
        </p>
      ) : undefined}
    </div>
  )
}
