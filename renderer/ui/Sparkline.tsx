/** A small line of how a figure went: no axis, no words; beside it stands the figure. */
import { linePath } from './linePath.ts'
import css from './Sparkline.module.css'

interface SparklineProps {
  /** Newest last; undefined where nothing is known. */
  readonly values: readonly (number | undefined)[]
  /** How many values its width stands for. */
  readonly places: number
  /** What fills the height; without it the highest value does. */
  readonly most?: number
}

const SIZE = { width: 64, height: 20 }

export function Sparkline({ values, places, most }: SparklineProps) {
  const shown = values.slice(-places)
  const highest = most ?? Math.max(1, ...shown.flatMap((value) => value ?? []))
  return (
    <svg
      className={css.line}
      viewBox={`0 -1 ${SIZE.width} ${SIZE.height + 2}`}
      width={SIZE.width}
      height={SIZE.height}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path d={linePath(shown, { ...SIZE, most: highest, places })} />
    </svg>
  )
}
