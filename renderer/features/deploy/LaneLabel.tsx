/** A lane's name and how far it is: also what a screen reader hears of it. */
import { memo } from 'react'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import css from './LaneLabel.module.css'
import type { LaneState } from './lanes.ts'
import { useRunPart } from './useRun.ts'

const STATES: Readonly<Record<LaneState, readonly [StatusKind, string]>> = {
  waiting: ['off', 'Waiting'],
  running: ['progress', 'At work'],
  done: ['works', 'Done'],
  failed: ['failed', 'Failed'],
  stopped: ['needs-you', 'Stopped'],
}

interface LaneLabelProps {
  readonly machine: string
  readonly top: number
  readonly height: number
  readonly selected: boolean
  readonly onSelect: (machine: string, component: string | undefined) => void
}

export const LaneLabel = memo(function LaneLabel({ machine, top, height, selected, onSelect }: LaneLabelProps) {
  const lane = useRunPart((store) => store.lane(machine))
  if (lane === undefined) return undefined
  const [kind, word] = STATES[lane.state]
  return (
    <li className={css.lane} style={{ top, height }}>
      <button type="button" className={css.button} aria-pressed={selected} onClick={() => onSelect(machine, undefined)}>
        <span className={css.line}>
          <span className={`${css.name} mono`}>{machine}</span>
          <span className={css.count}>
            {lane.done}/{lane.total}
          </span>
          <Status kind={kind}>{word}</Status>
        </span>
        {lane.failed > 0 ? <span className="visually-hidden">{`, ${lane.failed} failed`}</span> : undefined}
        {lane.doing.length === 0 ? undefined : height < 48 ? (
          <span className="visually-hidden">{`, now: ${lane.doing.slice(0, 3).join('; ')}`}</span>
        ) : (
          <span className={css.doing}>{lane.doing.slice(0, Math.floor((height - 28) / 18)).join('\n')}</span>
        )}
      </button>
    </li>
  )
})
