/** For who knows better than the check: begins with machines it finds unfit, once its errors were read and the cloud's name typed. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { withoutMarks } from '../../ui/bidi.ts'
import { Confirm } from '../../ui/Confirm.tsx'

interface DeployAnywayProps {
  readonly cloud: string
  /** Why the deployment did not begin; its detail has a line for each error. */
  readonly refusal: ErrorData
}

export function DeployAnyway({ cloud, refusal }: DeployAnywayProps) {
  const [asking, setAsking] = useState(false)
  const start = useAction('runs.start', { quiet: true, onDone: () => setAsking(false) })
  const errors = (refusal.detail ?? refusal.message).split('\n')
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => setAsking(true)}>
        Deploy anyway…
      </Button>
      <Confirm
        opened={asking}
        title={`Deploy ${cloud} although the check found errors?`}
        action="Deploy anyway"
        typing={cloud}
        busy={start.isPending}
        error={start.error?.data}
        onClose={() => setAsking(false)}
        onConfirm={() => start.mutate({ cloud, operation: 'apply', preflight: false })}
      >
        <p>This stays as it is, and the deployment begins all the same:</p>
        <ul>
          {errors.map((error) => (
            <li key={error}>{withoutMarks(error)}</li>
          ))}
        </ul>
        <p>Where the check is right, steps fail on the way, or what these machines do now is disturbed.</p>
      </Confirm>
    </>
  )
}
