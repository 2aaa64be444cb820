/** What the check comes to, in the title row. */
import type { PreflightState } from '../../../electron/contract/index.ts'
import { Status } from '../../ui/Status.tsx'
import { count, shortList } from '../../ui/words.ts'
import { summaryOf } from './matrix.ts'

interface CheckStatusProps {
  readonly state: PreflightState | undefined
  /** How many there are. */
  readonly machines: number
}

export function CheckStatus({ state, machines }: CheckStatusProps) {
  if (state === undefined) return undefined
  const { running, findings, at } = state
  if (running.length > 0)
    return (
      <Status kind="progress">
        Looking at {running.length <= 3 ? shortList(running) : count(running.length, 'machine')}
      </Status>
    )
  if (Object.keys(at).length === 0) return 'Not looked at yet'
  const worst = findings.some(({ level }) => level === 'error')
    ? 'failed'
    : findings.some(({ level }) => level === 'warning')
      ? 'needs-you'
      : 'works'
  return <Status kind={worst}>{summaryOf(state, machines)}</Status>
}
