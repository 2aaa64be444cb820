/** Carrying roles and parts: by pointer, or with Space, arrow keys and Space again; what happens is said aloud too. */
import {
  type Announcements,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type KeyboardCoordinateGetter,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  rectIntersection,
  useDndContext,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { type ReactNode, useState } from 'react'
import { ROLE_WORDS } from '../roleWords.ts'
import type { Carried } from './arrange.ts'
import css from './Dragging.module.css'

interface DraggingProps {
  readonly children: ReactNode
  /** @param onto a machine; undefined: beside every machine */
  readonly onDrop: (carried: Carried, onto: string | undefined) => void
}

const AWAY = 'away'

export function Dragging({ children, onDrop }: DraggingProps) {
  const [carried, setCarried] = useState<Carried>()
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: toNextTarget,
      keyboardCodes: { start: ['Space'], cancel: ['Escape'], end: ['Space', 'Enter'] },
    }),
  )
  const end = ({ active, over }: DragEndEvent): void => {
    setCarried(undefined)
    const what = active.data.current as Carried | undefined
    if (what !== undefined) onDrop(what, machineOf(over?.id))
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      autoScroll={false}
      accessibility={{
        announcements,
        screenReaderInstructions: {
          draggable:
            'Press Space to pick it up, the arrow keys to choose a machine, Space to drop it, Escape to leave it.',
        },
      }}
      onDragStart={({ active }) => setCarried(active.data.current as Carried | undefined)}
      onDragCancel={() => setCarried(undefined)}
      onDragEnd={end}
    >
      {children}
      <DragOverlay dropAnimation={null}>
        {carried !== undefined && (
          <span className={css.carried} data-role={carried.kind === 'role' ? carried.role : undefined}>
            {nameOf(carried)}
          </span>
        )}
      </DragOverlay>
    </DndContext>
  )
}

/** Where a carried role is dropped to be taken away; any place beside the cards does the same. */
export function TakeAway() {
  const { active } = useDndContext()
  const carried = active?.data.current as Carried | undefined
  return carried?.kind === 'role' && carried.from !== undefined ? <TakeAwayPlace /> : undefined
}

function TakeAwayPlace() {
  const { setNodeRef, isOver } = useDroppable({ id: AWAY })
  return (
    <div ref={setNodeRef} className={css.away} data-over={isOver}>
      Drop here, or beside the cards, to take it away
    </div>
  )
}

const underPointer: CollisionDetection = (args) =>
  args.pointerCoordinates === null ? rectIntersection(args) : pointerWithin(args)

/** An arrow key leads to the nearest card (or the place to drop it away) in its direction. */
const toNextTarget: KeyboardCoordinateGetter = (event, { context, currentCoordinates }) => {
  const direction = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.code]
  const { collisionRect, droppableRects } = context
  if (direction === undefined || collisionRect === null) return undefined
  event.preventDefault()
  const [dx = 0, dy = 0] = direction
  const middle = centre(collisionRect)
  let best: { readonly x: number; readonly y: number; readonly far: number } | undefined
  for (const rect of droppableRects.values()) {
    const { x, y } = centre(rect)
    const along = (x - middle.x) * dx + (y - middle.y) * dy
    const across = Math.abs((x - middle.x) * dy) + Math.abs((y - middle.y) * dx)
    const far = along + across * 2
    if (along > 8 && (best === undefined || far < best.far)) best = { x, y, far }
  }
  if (best === undefined) return undefined
  return { x: currentCoordinates.x + best.x - middle.x, y: currentCoordinates.y + best.y - middle.y }
}

function centre(rect: {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}) {
  return { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 }
}

function machineOf(id: string | number | undefined): string | undefined {
  return typeof id === 'string' && id.startsWith('machine/') ? id.slice('machine/'.length) : undefined
}

function nameOf(carried: Carried | undefined): string {
  if (carried === undefined) return ''
  return carried.kind === 'role' ? ROLE_WORDS[carried.role].title : carried.part
}

const announcements: Announcements = {
  onDragStart: ({ active }) => `Picked up ${nameOf(active.data.current as Carried | undefined)}.`,
  onDragOver: ({ over }) => {
    const machine = machineOf(over?.id)
    if (machine !== undefined) return `Over ${machine}.`
    return over?.id === AWAY ? 'Dropped here it is taken away.' : 'Beside every machine.'
  },
  onDragEnd: ({ active, over }) => {
    const machine = machineOf(over?.id)
    const name = nameOf(active.data.current as Carried | undefined)
    return machine === undefined ? `${name} was dropped beside every machine.` : `${name} was dropped on ${machine}.`
  },
  onDragCancel: ({ active }) => `${nameOf(active.data.current as Carried | undefined)} stays where it was.`,
}
