/** The canvas as nodes: a rail of networks for each row, and a card for each machine. Pure. */
import type { Node } from '@xyflow/react'
import type { Design, MachineStates, Part } from '../../../../electron/contract/index.ts'
import { probeIn } from '../../../../electron/contract/probeIn.ts'
import type { MachineNodeData } from './MachineNode.tsx'
import { cardHeight, machineModel } from './machineModel.ts'
import { type NetworkLine, portsOf } from './ports.ts'
import type { RailNodeData } from './RailNode.tsx'
import { CARD, COMPACT_CARD, COMPACT_FROM, LINE, type RackLayout, rackLayout } from './rackLayout.ts'

export type CanvasNode = Node<MachineNodeData, 'machine'> | Node<RailNodeData, 'rail'>

interface RackNodesInput {
  readonly design: Design
  readonly parts: readonly Part[]
  readonly states: MachineStates['machines']
  /** Role rows that are open: "machine/role". */
  readonly open: ReadonlySet<string>
  /** Problems by machine. */
  readonly problems: ReadonlyMap<string, number>
  readonly lines: readonly NetworkLine[]
  readonly perRow: number
}

export function rackNodes(input: RackNodesInput): {
  readonly nodes: readonly CanvasNode[]
  readonly layout: RackLayout
} {
  const { design, parts, states, open, problems, lines, perRow } = input
  const compact = design.machines.length >= COMPACT_FROM
  const cards = design.machines.map((machine) => {
    const state = states[machine.name]
    const probe = probeIn(state)
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
  return { nodes: [...rails, ...machines], layout: placed }
}
