/** Beside the canvas: cloud.yaml as text and the lesson below it, as wide and as tall as one likes. */
import { useLocalStorage } from '@mantine/hooks'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import css from './TextSide.module.css'

interface TextSideProps {
  readonly children: ReactNode
  /** Below the text. */
  readonly below: ReactNode
}

const WIDTH = { first: 380, least: 280, most: 900 }
const HEIGHT = { first: 260, least: 80, most: 700 }

export function TextSide({ children, below }: TextSideProps) {
  const [width, setWidth] = useLocalStorage({
    key: 'design.side.width',
    defaultValue: WIDTH.first,
    getInitialValueInEffect: false,
  })
  const [height, setHeight] = useLocalStorage({
    key: 'design.lesson.height',
    defaultValue: HEIGHT.first,
    getInitialValueInEffect: false,
  })
  return (
    <aside className={css.side} style={{ width }} aria-label="cloud.yaml">
      <Divider label="Width of cloud.yaml" upright value={width} limits={WIDTH} onChange={setWidth} />
      <div className={css.text}>{children}</div>
      <Divider label="Height of the lesson" value={height} limits={HEIGHT} onChange={setHeight} />
      <div className={css.below} style={{ height }}>
        {below}
      </div>
    </aside>
  )
}

interface DividerProps {
  readonly label: string
  readonly upright?: boolean
  readonly value: number
  readonly limits: typeof WIDTH
  readonly onChange: (value: number) => void
}

/** Dragged, or moved by the arrow keys: what follows it grows towards it. */
function Divider({ label, upright = false, value, limits, onChange }: DividerProps) {
  const clamp = (next: number): number => Math.min(limits.most, Math.max(limits.least, Math.round(next)))
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.preventDefault()
    const start = upright ? event.clientX : event.clientY
    const target = event.currentTarget
    target.setPointerCapture(event.pointerId)
    const move = (next: globalThis.PointerEvent): void =>
      onChange(clamp(value + start - (upright ? next.clientX : next.clientY)))
    const stop = (): void => {
      target.removeEventListener('pointermove', move)
      target.removeEventListener('lostpointercapture', stop)
    }
    target.addEventListener('pointermove', move)
    target.addEventListener('lostpointercapture', stop)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const [more, less] = upright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    if (event.key === more) onChange(clamp(value + 16))
    else if (event.key === less) onChange(clamp(value - 16))
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> only separates; ARIA's separator that is moved has a value and no element of its own
    <div
      className={upright ? css.upright : css.level}
      role="separator"
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={limits.least}
      aria-valuemax={limits.most}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
}
