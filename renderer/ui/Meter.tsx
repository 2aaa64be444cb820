/** How much of something is used: a bar with its figures. More than all is no mistake where a cloud may promise more than it has. */
import css from './Meter.module.css'

interface MeterProps {
  readonly used: number
  readonly total: number
  /** The figures in words, which say all that the bar shows: "3 of 8". */
  readonly words: string
  /** How much of something is done: nothing gets tight. */
  readonly progress?: boolean
}

/** From here on it is as good as full. */
const TIGHT = 0.85

export function Meter({ used, total, words, progress = false }: MeterProps) {
  const share = total > 0 ? Math.min(1, Math.max(0, used / total)) : 0
  return (
    <span className={css.meter}>
      <span className={css.track} data-tight={(!progress && share >= TIGHT) || undefined} aria-hidden>
        <span className={css.used} style={{ width: `${share * 100}%` }} />
      </span>
      <span className={css.words}>{words}</span>
    </span>
  )
}
