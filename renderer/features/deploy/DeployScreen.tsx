/** Deploy: the cloud being built (or taken away), live, and older runs from history. */
import { Button } from '@mantine/core'
import { useEffect, useMemo, useRef } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { RunNow, RunSummary } from '../../../electron/contract/index.ts'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { useCloud } from '../../app/useCloud.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { moment } from '../../ui/time.ts'
import { BeforeRun } from './BeforeRun.tsx'
import css from './DeployScreen.module.css'
import { beforeText, runText } from './phases.ts'
import { RunActions } from './RunActions.tsx'
import { RunHead } from './RunHead.tsx'
import { RunNotes } from './RunNotes.tsx'
import { RunWork } from './RunWork.tsx'
import { RunContext, useRun } from './useRun.ts'
import { useRunToast } from './useRunToast.ts'

const KINDS: Readonly<Record<RunSummary['state'], StatusKind>> = {
  running: 'progress',
  interrupted: 'needs-you',
  done: 'works',
  failed: 'failed',
  cancelled: 'needs-you',
}

/** Milliseconds after which a run of another process is seen to have begun or ended. */
const OTHERS = 5_000

export function DeployScreen() {
  const cloud = useCloud()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const { value: now, error } = useStream('runs.now', { cloud })
  const { data: runs, refetch } = useRequest('runs.list', { cloud }, { every: OTHERS })
  const start = useAction('runs.start', { quiet: true })

  // Each begin and end of a run is a new line of history.
  const mark = `${now?.phase === 'idle'} ${now?.run}`
  const known = useRef<string>(undefined)
  useEffect(() => {
    if (known.current === mark) return
    known.current = mark
    void refetch()
  }, [mark, refetch])

  const older = params.get('run') ?? undefined
  const before = now === undefined ? undefined : beforeText(now)
  const run = older ?? (before === undefined ? (now?.run ?? runs?.[0]?.run) : undefined)
  const summary = runs?.find((one) => one.run === run)
  const live = now !== undefined && now.phase !== 'idle' && now.run === run
  const { store, error: lost } = useRun(cloud, run)
  useRunToast(cloud, store)
  const state = live ? 'running' : summary?.state
  const operation = (live ? now.operation : summary?.operation) ?? now?.operation ?? 'apply'
  const remaining = live ? now.remaining : undefined
  const expectedEnd = useMemo(() => (remaining === undefined ? undefined : Date.now() + remaining), [remaining])

  const goOn = (): void => {
    setParams({}, { replace: true })
    start.mutate({ cloud, operation })
  }

  if (now === undefined || (runs === undefined && error === undefined)) {
    return (
      <Screen title="Deploy">
        {error === undefined ? <p className={css.quiet}>Asking what is under way.</p> : <ErrorNote error={error} />}
      </Screen>
    )
  }
  if (run === undefined && before === undefined && now.error === undefined) {
    return (
      <Screen title="Deploy">
        <EmptyState
          title="Nothing was deployed yet"
          action={<Button onClick={() => navigate('../plan')}>Show the plan</Button>}
        >
          Here the cloud is seen being built: a lane for each machine, each component with its time, and what failed on
          top. It begins from the plan.
        </EmptyState>
      </Screen>
    )
  }

  const actions = (
    <>
      {older === undefined ? undefined : (
        <Button variant="default" onClick={() => setParams({}, { replace: true })}>
          Show the newest run
        </Button>
      )}
      {older === undefined || live ? (
        <RunActions cloud={cloud} now={now} state={state} operation={operation} onGoOn={goOn} />
      ) : undefined}
    </>
  )

  return (
    <Screen
      title={operation === 'destroy' ? 'Destroy' : 'Deploy'}
      status={
        <DeployStatus now={now} state={state} operation={operation} older={older !== undefined ? summary : undefined} />
      }
      actions={actions}
      fill
    >
      <RunContext value={store}>
        <RunNotes
          cloud={cloud}
          now={now}
          state={older === undefined ? state : undefined}
          errors={[error, lost, start.error?.data]}
        />
        {before === undefined || older !== undefined ? undefined : <BeforeRun now={now} />}
        {run === undefined ? undefined : (
          <>
            <RunHead live={live} now={now} expectedEnd={expectedEnd} />
            <RunWork cloud={cloud} run={run} live={live} expectedEnd={expectedEnd} />
          </>
        )}
      </RunContext>
    </Screen>
  )
}

interface DeployStatusProps {
  readonly now: RunNow
  readonly state: RunSummary['state'] | undefined
  readonly operation: 'apply' | 'destroy'
  readonly older: RunSummary | undefined
}

function DeployStatus({ now, state, operation, older }: DeployStatusProps) {
  if (beforeText(now) !== undefined && older === undefined) return <Status kind="progress">Beginning</Status>
  if (state === undefined) return undefined
  const text = runText(older === undefined ? now : { phase: 'idle', waitingFor: [] }, state, operation)
  const when = older === undefined ? '' : `, ${moment(older.startedAt)}`
  return (
    <Status kind={KINDS[state]}>
      {text}
      {when}
    </Status>
  )
}
