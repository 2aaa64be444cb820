/** What can be carried over the canvas: a role or one of its parts, by its name. */
import { useDraggable } from '@dnd-kit/core'
import type { Carried } from './arrange.ts'
import css from './Chip.module.css'
import { useCanvas } from './canvasContext.ts'

interface ChipProps {
  readonly id: string
  readonly carried: Carried
  readonly children: React.ReactNode
  readonly onFocus: () => void
  readonly title?: string
}

/** By pointer, or picked up with Space and moved with the arrow keys. */
export function Chip({ id, carried, children, onFocus, title }: ChipProps) {
  const { point } = useCanvas()
  const { setNodeRef, attributes, listeners, isDragging } = useDraggable({ id, data: carried })
  return (
    <button
      type="button"
      ref={setNodeRef}
      {...attributes}
      {...listeners}
      className={`${css.chip} nopan`}
      data-dragging={isDragging}
      title={title}
      onFocus={onFocus}
      onBlur={() => point(undefined)}
    >
      {children}
    </button>
  )
}
