/** The canvas: rows of machine cards under their networks' lines, moved and magnified by mouse and by keyboard. */
import '@xyflow/react/dist/base.css'
import { ActionIcon, Tooltip } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { replaceEqualDeep } from '@tanstack/react-query'
import { type Node, ReactFlow, ReactFlowProvider, type ReactFlowState, useReactFlow, useStore } from '@xyflow/react'
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef } from 'react'
import { ActionsProvider, type CanvasActions, type CanvasDesign, DesignProvider } from './canvasContext.ts'
import { TakeAway } from './Dragging.tsx'
import { MachineNode, type MachineNodeData } from './MachineNode.tsx'
import { cardHeight, machineModel } from './machineModel.ts'
import { networkLines, portsOf } from './ports.ts'
import css from './RackCanvas.module.css'
import { RailNode, type RailNodeData } from './RailNode.tsx'
import {
  CARD,
  COMPACT_CARD,
  COMPACT_FROM,
  cardsPerRow,
  type Direction,
  LEGIBLE,
  LINE,
  neighbour,
  rackLayout,
} from './rackLayout.ts'

type CanvasNode = Node<MachineNodeData, 'machine'> | Node<RailNodeData, 'rail'>

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
    const cards = design.machines.map((machine) => {
      const state = states[machine.name]
      const probe = state?.phase === 'ready' ? state.probe : state?.phase === 'failed' ? state.last : undefined
      const model = machineModel(design, machine, parts, probe)
      const height = cardHeight(model, (role) => open.has(`${machine.name}/${role}`), compact)
      return { name: machine.name, height, model, probe, ports: portsOf(design.file, machine, probe) }
    })
    const placed = rackLayout(cards, lines.length, perRow)
    const rails = placed.rows.map(
      (row, index): CanvasNode => ({
        id: `rail/${index}`,
        type: 'rail',
        position: { x: 0, y: row.y },
        width: row.width,
        height: lines.length * LINE,
        data: { lines },
        style: { pointerEvents: 'none' },
      }),
    )
    const machines = placed.cards.flatMap((card, index): CanvasNode[] => {
      const found = cards[index]
      if (found === undefined) return []
      const { model, ports, probe } = found
      return [
        {
          id: `machine/${card.name}`,
          type: 'machine',
          position: { x: card.x, y: card.y },
          width: compact ? COMPACT_CARD.width : CARD.width,
          height: card.height,
          data: {
            model,
            ports,
            lines,
            probe,
            problems: problems.get(card.name) ?? 0,
            phase: states[card.name]?.phase ?? 'unknown',
            compact,
            open: model.roles.map((one) => one.role).filter((role) => open.has(`${card.name}/${role}`)),
          },
          style: { pointerEvents: 'all' },
        },
      ]
    })
    // What is as it was stays the same object, and its card is not drawn anew.
    before.current = replaceEqualDeep(before.current, [...rails, ...machines])
    return { nodes: before.current, layout: placed }
  }, [design, parts, states, open, compact, problems, lines, perRow])

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
          <div className={css.zoom}>
            <ZoomButton label="Magnify" icon={IconPlus} onClick={() => flow.zoomIn({ duration })} />
            <ZoomButton label="Make smaller" icon={IconMinus} onClick={() => flow.zoomOut({ duration })} />
            <ZoomButton label="Fit everything" icon={IconMaximize} onClick={() => flow.fitView({ ...FIT, duration })} />
          </div>
        </div>
      </DesignProvider>
    </ActionsProvider>
  )
}

interface ZoomButtonProps {
  readonly label: string
  readonly icon: typeof IconPlus
  readonly onClick: () => void
}

function ZoomButton({ label, icon: Icon, onClick }: ZoomButtonProps) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon variant="default" size={28} aria-label={label} onClick={onClick}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
