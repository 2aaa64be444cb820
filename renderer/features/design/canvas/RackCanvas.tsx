/** The canvas: rows of machine cards under their networks' lines, moved and magnified by mouse and by keyboard. */
import '@xyflow/react/dist/base.css'
import { replaceEqualDeep } from '@tanstack/react-query'
import { ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { memo, useMemo, useRef } from 'react'
import { ActionsProvider, type CanvasActions, type CanvasDesign, DesignProvider } from './canvasContext.ts'
import { TakeAway } from './Dragging.tsx'
import { MachineNode } from './MachineNode.tsx'
import { networkLines } from './ports.ts'
import css from './RackCanvas.module.css'
import { RailNode } from './RailNode.tsx'
import { COMPACT_FROM, cardsPerRow } from './rackLayout.ts'
import { type CanvasNode, rackNodes } from './rackNodes.ts'
import { useRackView, useRoom } from './useRackView.ts'
import { ZoomButtons } from './ZoomButtons.tsx'

const NODE_TYPES = { machine: MachineNode, rail: RailNode }
/** Of a usual card, closed: rows are chosen by it, so that they stay when a role is opened. */
const HEIGHT = 180
const COMPACT_HEIGHT = 112

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
  const box = useRef<HTMLDivElement>(null)
  const count = design.machines.length
  const lines = useMemo(() => networkLines(design.file), [design.file])
  const room = useRoom()
  const perRow = cardsPerRow(count, lines.length, count >= COMPACT_FROM ? COMPACT_HEIGHT : HEIGHT, room)

  const before = useRef<CanvasNode[]>([])
  const { nodes, layout } = useMemo(() => {
    const drawn = rackNodes({ design, parts, states, open, problems, lines, perRow })
    // What is as it was stays the same object, and its card is not drawn anew.
    before.current = replaceEqualDeep(before.current, [...drawn.nodes])
    return { nodes: before.current, layout: drawn.layout }
  }, [design, parts, states, open, problems, lines, perRow])

  const view = useRackView({ box, room, layout, lines: lines.length, wanted })
  const { focusNeighbour } = view
  const value = useMemo<CanvasActions>(() => ({ ...actions, focusNeighbour }), [actions, focusNeighbour])

  return (
    <ActionsProvider value={value}>
      <DesignProvider value={context}>
        {/* biome-ignore lint/a11y/useSemanticElements: the element for a group is <fieldset>, which holds the fields of a form; this is a canvas */}
        <div
          ref={box}
          className={css.canvas}
          role="group"
          aria-label="Machines and networks. Arrow keys move the view, plus and minus magnify, 0 fits everything."
          // biome-ignore lint/a11y/noNoninteractiveTabindex: without a stop here the view could be moved by pointer only
          tabIndex={0}
          onKeyDown={view.onKeyDown}
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
          <ZoomButtons onIn={view.zoomIn} onOut={view.zoomOut} onFit={view.fitAll} />
        </div>
      </DesignProvider>
    </ActionsProvider>
  )
}
