/** The networks above a row of cards: a line each, with its name and subnet. */
import type { Node, NodeProps } from '@xyflow/react'
import type { NetworkLine } from './ports.ts'
import css from './RailNode.module.css'

export type RailNodeData = { readonly lines: readonly NetworkLine[] }

export function RailNode({ data }: NodeProps<Node<RailNodeData, 'rail'>>) {
  return (
    <ul className={css.rail} aria-label="Networks">
      {data.lines.map((line) => (
        <li key={line.name} data-network={line.name}>
          <span className={css.title}>{line.title}</span>
          <span className={css.subnet}>{line.subnet}</span>
        </li>
      ))}
    </ul>
  )
}
