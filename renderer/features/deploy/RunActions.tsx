/** The buttons of a run: pause, cancel, go on, and where to go when it is done. */
import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { RunNow, RunSummary } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { canGoOn } from './phases.ts'

interface RunActionsProps {
  readonly cloud: string
  readonly now: RunNow
  readonly state: RunSummary['state'] | undefined
  readonly operation: 'apply' | 'destroy'
  readonly onGoOn: () => void
}

export function RunActions({ cloud, now, state, operation, onGoOn }: RunActionsProps) {
  const navigate = useNavigate()
  const pause = useAction('runs.pause')
  const [asking, setAsking] = useState(false)
  const cancel = useAction('runs.cancel', { quiet: true, onDone: () => setAsking(false) })
  if (now.phase !== 'idle') {
    const ending = now.phase === 'pausing' || now.phase === 'stopping'
    return (
      <>
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={14} aria-hidden />}
          disabled={ending || now.phase !== 'running'}
          onClick={() => pause.mutate({ cloud })}
        >
          Pause
        </Button>
        <Button
          variant="default"
          leftSection={<IconX size={14} aria-hidden />}
          disabled={now.phase === 'stopping'}
          onClick={() => setAsking(true)}
        >
          Cancel
        </Button>
        <Confirm
          opened={asking}
          title={operation === 'apply' ? `Stop deploying ${cloud}?` : `Stop destroying ${cloud}?`}
          action="Stop after the steps under way"
          harmless
          busy={cancel.isPending}
          error={cancel.error?.data}
          onClose={() => setAsking(false)}
          onConfirm={() => cancel.mutate({ cloud })}
        >
          <p>
            Steps under way come to their end, so that no machine is left in between. What is done stays done, and going
            on later begins where this stopped.
          </p>
        </Confirm>
      </>
    )
  }
  if (canGoOn(state)) {
    return (
      <Button leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={onGoOn}>
        Go on
      </Button>
    )
  }
  if (state === 'done' && operation === 'apply')
    return <Button onClick={() => navigate('../done')}>Show the proof</Button>
  return <Button onClick={() => navigate('../plan')}>Show the plan</Button>
}
