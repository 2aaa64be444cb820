/** The canvas: rows of machine cards under their networks' lines, moved and magnified by mouse and by keyboard. */
import '@xyflow/react/dist/base.css'
import { useReducedMotion } from '@mantine/hooks'
import { replaceEqualDeep } from '@tanstack/react-query'
import { ReactFlow, ReactFlowProvider, type ReactFlowState, useReactFlow, useStore } from '@xyflow/react'
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef } from 'react'
import { ActionsProvider, type CanvasActions, type CanvasDesign, DesignProvider } from './canvasContext.ts'
import { TakeAway } from './Dragging.tsx'
import { MachineNode } from './MachineNode.tsx'
import { networkLines } from './ports.ts'
import css from './RackCanvas.module.css'
import { RailNode } from './RailNode.tsx'
import { CARD, COMPACT_CARD, COMPACT_FROM, cardsPerRow, type Direction, LEGIBLE, neighbour } from './rackLayout.ts'
import { type CanvasNode, rackNodes } from './rackNodes.ts'
import { ZoomButtons } from './ZoomButtons.tsx'

const NODE_TYPES = { machine: MachineNode, rail: RailNode }
const MARGIN = 20
/** On the right stand the buttons that magnify. */
const RIGHT = 56
const FIT = {
  padding: { top: `${MARGIN}px`, left: `${MARGIN}px`, bottom: `${MARGIN}px`, right: `${RIGHT}px` },
  minZoom: 0.25,
  maxZoom: 1,
} as const
/** Of a usual card, closed: rows are chosen by it, so that they stay when a role is opened. */
const HEIGHT = 180
const COMPACT_HEIGHT = 112
const STEP = 80
const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

const roomOf = ({ width, height }: ReactFlowState): readonly [number, number] => [width, height]
const same = (a: readonly number[], b: readonly number[]): boolean => a.every((value, index) => value === b[index])

export interface RackCanvasProps {
  readonly actions: Omit<CanvasActions, 'focusNeighbour'>
  readonly context: CanvasDesign
  /** Role rows that are open: "machine/role". */
  readonly open: ReadonlySet<string>
  /** Problems by machine. */
  readonly problems: ReadonlyMap<string, number>
  /** A card to bring into view; the number tells one wish from the next. */
  readonly wanted: { readonly machine: string; readonly wish: number } | undefined
}

export const RackCanvas = memo(function RackCanvas(props: RackCanvasProps) {
  return (
    <ReactFlowProvider>
      <Rack {...props} />
    </ReactFlowProvider>
  )
})

function Rack({ actions, context, open, problems, wanted }: RackCanvasProps) {
  const { design, parts, states } = context
  const flow = useReactFlow()
  const box = useRef<HTMLDivElement>(null)
  const duration = useReducedMotion() ? 0 : 140
  const compact = design.machines.length >= COMPACT_FROM

  const count = design.machines.length
  const lines = useMemo(() => networkLines(design.file), [design.file])
  const [roomWidth, roomHeight] = useStore(roomOf, same)
  const perRow = cardsPerRow(count, lines.length, compact ? COMPACT_HEIGHT : HEIGHT, {
    width: roomWidth - MARGIN - RIGHT,
    height: roomHeight - 2 * MARGIN,
  })

  const before = useRef<CanvasNode[]>([])
  const { nodes, layout } = useMemo(() => {
    const drawn = rackNodes({ design, parts, states, open, problems, lines, perRow })
    // What is as it was stays the same object, and its card is not drawn anew.
    before.current = replaceEqualDeep(before.current, [...drawn.nodes])
    return { nodes: before.current, layout: drawn.layout }
  }, [design, parts, states, open, problems, lines, perRow])

  const focusCard = useCallback(
    (name: string): void => {
      const card = layout.cards.find((one) => one.name === name)
      if (card === undefined) return
      const zoom = Math.max(flow.getZoom(), 0.7)
      const x = card.x + (compact ? COMPACT_CARD : CARD).width / 2
      const focus = (): void => box.current?.querySelector<HTMLElement>(`[data-machine="${CSS.escape(name)}"]`)?.focus()
      // A card outside the window is drawn only once it was moved into it.
      void flow.setCenter(x, card.y + card.height / 2, { zoom, duration }).then(() => requestAnimationFrame(focus))
    },
    [flow, layout, compact, duration],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish is fulfilled once, not with every layout
  useEffect(() => {
    if (wanted !== undefined) focusCard(wanted.machine)
  }, [wanted])

  const shown = roomWidth > 0
  const begin = (): void => {
    const wide = (roomWidth - MARGIN - RIGHT) / layout.width
    const tall = (roomHeight - 2 * MARGIN) / layout.height
    if (Math.min(wide, tall) >= LEGIBLE) void flow.fitView(FIT)
    else void flow.setViewport({ x: MARGIN, y: MARGIN, zoom: Math.min(1, Math.max(wide, LEGIBLE)) })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: seen from the beginning again when the rows are other ones
  useEffect(() => {
    if (count > 0 && shown) begin()
  }, [flow, count, shown, perRow, lines.length])

  const latest = useRef({ layout, focusCard })
  latest.current = { layout, focusCard }
  const value = useMemo<CanvasActions>(
    () => ({
      ...actions,
      focusNeighbour(machine, key) {
        const direction = DIRECTIONS[key]
        const next = direction === undefined ? undefined : neighbour(latest.current.layout, machine, direction)
        if (next !== undefined) latest.current.focusCard(next)
        return direction !== undefined
      },
    }),
    [actions],
  )

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role="menu"]')
    if (typing) return
    if (event.key === '+' || event.key === '=') void flow.zoomIn({ duration })
    else if (event.key === '-') void flow.zoomOut({ duration })
    else if (event.key === '0') void flow.fitView({ ...FIT, duration })
    else if (event.target === event.currentTarget && DIRECTIONS[event.key] !== undefined) {
      const { x, y, zoom } = flow.getViewport()
      const [dx, dy] = { left: [STEP, 0], right: [-STEP, 0], up: [0, STEP], down: [0, -STEP] }[
        DIRECTIONS[event.key] ?? 'left'
      ] as [number, number]
      void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration })
    } else return
    event.preventDefault()
  }

  return (
    <ActionsProvider value={value}>
      <DesignProvider value={context}>
        {/* biome-ignore lint/a11y/useSemanticElements: a canvas that is moved by keys */}
        <div
          ref={box}
          className={css.canvas}
          role="group"
          aria-label="Machines and networks. Arrow keys move the view, plus and minus magnify, 0 fits everything."
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys that move the view need focus
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <ReactFlow
            nodes={nodes}
            nodeTypes={NODE_TYPES}
            minZoom={0.15}
            maxZoom={1.75}
            onlyRenderVisibleElements
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            elementsSelectable={false}
            disableKeyboardA11y
            panOnScroll
            zoomOnDoubleClick={false}
            panActivationKeyCode={null}
            selectionKeyCode={null}
            deleteKeyCode={null}
            multiSelectionKeyCode={null}
            proOptions={{ hideAttribution: true }}
          />
          <TakeAway />
          <ZoomButtons
            onIn={() => flow.zoomIn({ duration })}
            onOut={() => flow.zoomOut({ duration })}
            onFit={() => flow.fitView({ ...FIT, duration })}
          />
        </div>
      </DesignProvider>
    </ActionsProvider>
  )
}
