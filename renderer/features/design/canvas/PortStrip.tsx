/** Network cards as ports on the card's upper edge, each hanging from the line of its network. */

import css from './PortStrip.module.css'
import type { NetworkLine, Port } from './ports.ts'
import { CARD, DROP, LINE } from './rackLayout.ts'

interface PortStripProps {
  readonly ports: readonly Port[]
  readonly lines: readonly NetworkLine[]
  readonly width: number
}

const FIRST = 12
const PORT = 52
const GAP = 4

export function PortStrip({ ports, lines, width }: PortStripProps) {
  const room = width < CARD.width ? 3 : 4
  const shown = ports.slice(0, ports.length > room ? room - 1 : room)
  const more = ports.slice(shown.length)
  const height = lines.length * LINE + DROP
  return (
    <>
      <svg className={css.wires} width={width} height={height} style={{ top: -height }} aria-hidden>
        {shown.flatMap((port, index) =>
          port.networks.map((network, wire) => {
            const line = lines.findIndex((one) => one.name === network)
            if (line === -1) return undefined
            const x = FIRST + index * (PORT + GAP) + PORT / 2 + (wire - (port.networks.length - 1) / 2) * 12
            const y = line * LINE + LINE / 2
            return (
              <g key={`${port.nic}/${network}`} data-network={network}>
                <path d={`M${x} ${y}V${height}`} />
                <circle cx={x} cy={y} r={4} />
              </g>
            )
          }),
        )}
      </svg>
      <ul className={css.ports} aria-label="Network cards">
        {shown.map((port) => (
          <li key={port.nic} data-used={port.networks.length > 0} data-link={port.link ?? 'unknown'} title={port.words}>
            <span className="visually-hidden">{port.words}</span>
            <span aria-hidden>{port.nic === '' ? 'ssh' : port.nic}</span>
          </li>
        ))}
        {more.length > 0 && <li title={more.map((port) => port.words).join('\n')}>+{more.length}</li>}
      </ul>
    </>
  )
}
