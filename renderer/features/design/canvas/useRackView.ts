/** What is seen of the canvas: all of it to begin with, the card one asks for, and what keys and buttons move and magnify. */
import { useReducedMotion } from '@mantine/hooks'
import { type ReactFlowState, useReactFlow, useStore } from '@xyflow/react'
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { CARD, COMPACT_CARD, type Direction, LEGIBLE, neighbour, type RackLayout, type Room } from './rackLayout.ts'

const MARGIN = 20
/** On the right stand the buttons that magnify. */
const RIGHT = 56
const FIT = {
  padding: { top: `${MARGIN}px`, left: `${MARGIN}px`, bottom: `${MARGIN}px`, right: `${RIGHT}px` },
  minZoom: 0.25,
  maxZoom: 1,
} as const
const STEP = 80
const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const MOVES: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  left: [STEP, 0],
  right: [-STEP, 0],
  up: [0, STEP],
  down: [0, -STEP],
}

const sizeOf = ({ width, height }: ReactFlowState): readonly [number, number] => [width, height]
const same = (a: readonly number[], b: readonly number[]): boolean => a.every((value, index) => value === b[index])

/** The room cards have: the canvas without its margins. Nothing is left of it before it was measured. */
export function useRoom(): Room {
  const [width, height] = useStore(sizeOf, same)
  return { width: width - MARGIN - RIGHT, height: height - 2 * MARGIN }
}

interface RackViewInput {
  /** The canvas. */
  readonly box: RefObject<HTMLElement | null>
  readonly room: Room
  readonly layout: RackLayout
  /** How many networks are drawn above each row. */
  readonly lines: number
  /** A card to bring into view; the number tells one wish from the next. */
  readonly wanted: { readonly machine: string; readonly wish: number } | undefined
}

export interface RackView {
  /** Moves focus to the card beside one, for an arrow key; says whether it was one. */
  focusNeighbour(machine: string, key: string): boolean
  onKeyDown(event: KeyboardEvent): void
  zoomIn(): void
  zoomOut(): void
  fitAll(): void
}

export function useRackView({ box, room, layout, lines, wanted }: RackViewInput): RackView {
  const flow = useReactFlow()
  const duration = useReducedMotion() ? 0 : 140

  const focusCard = (name: string): void => {
    const card = layout.cards.find((one) => one.name === name)
    if (card === undefined) return
    const zoom = Math.max(flow.getZoom(), 0.7)
    const x = card.x + (layout.compact ? COMPACT_CARD : CARD).width / 2
    const focus = (): void => box.current?.querySelector<HTMLElement>(`[data-machine="${CSS.escape(name)}"]`)?.focus()
    // A card outside the window is drawn only once it was moved into it.
    void flow.setCenter(x, card.y + card.height / 2, { zoom, duration }).then(() => requestAnimationFrame(focus))
  }
  const begin = (): void => {
    const wide = room.width / layout.width
    const tall = room.height / layout.height
    if (Math.min(wide, tall) >= LEGIBLE) void flow.fitView(FIT)
    else void flow.setViewport({ x: MARGIN, y: MARGIN, zoom: Math.min(1, Math.max(wide, LEGIBLE)) })
  }
  const latest = useRef({ layout, focusCard, begin })
  latest.current = { layout, focusCard, begin }

  // A wish is fulfilled once, not with every layout that follows.
  useEffect(() => {
    if (wanted !== undefined) latest.current.focusCard(wanted.machine)
  }, [wanted])

  // Seen from the beginning again when the rows are other ones.
  const count = layout.cards.length
  const rows = count > 0 && room.width > 0 ? `${count} ${layout.perRow} ${lines}` : undefined
  const begun = useRef<string>(undefined)
  useEffect(() => {
    if (begun.current === rows) return
    begun.current = rows
    if (rows !== undefined) latest.current.begin()
  }, [rows])

  const zoomIn = (): void => void flow.zoomIn({ duration })
  const zoomOut = (): void => void flow.zoomOut({ duration })
  const fitAll = (): void => void flow.fitView({ ...FIT, duration })
  return {
    focusNeighbour: useCallback((machine, key) => {
      const direction = DIRECTIONS[key]
      const next = direction === undefined ? undefined : neighbour(latest.current.layout, machine, direction)
      if (next !== undefined) latest.current.focusCard(next)
      return direction !== undefined
    }, []),
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="menu"]')
      if (typing) return
      const direction = event.target === event.currentTarget ? DIRECTIONS[event.key] : undefined
      if (event.key === '+' || event.key === '=') zoomIn()
      else if (event.key === '-') zoomOut()
      else if (event.key === '0') fitAll()
      else if (direction !== undefined) {
        const { x, y, zoom } = flow.getViewport()
        const [dx, dy] = MOVES[direction]
        void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration })
      } else return
      event.preventDefault()
    },
    zoomIn,
    zoomOut,
    fitAll,
  }
}
