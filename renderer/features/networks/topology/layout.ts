/** Where everything of the picture stands, in pixels: networks as horizontal lines, routers left of theirs, instances below them. Pure. */
import type { Branch, Line, Plug, Topology } from './model.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A network's line, with its words above it. */
export interface Rail {
  readonly kind: 'outside' | 'inside'
  readonly line: Line
  readonly box: Box
  /** Of the line itself. */
  readonly lineY: number
}

export interface Card {
  readonly plug: Plug
  readonly box: Box
}

/** In place of the instances that are not drawn one by one. */
export interface Fold {
  readonly networkId: string
  readonly plugs: readonly Plug[]
  readonly box: Box
}

export interface RouterPlace {
  readonly branch: Branch
  readonly box: Box
}

/** A connection: a path of straight lines. */
interface Wire {
  readonly id: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** A mark where a wire meets a line. */
interface Joint {
  readonly id: string
  readonly x: number
  readonly y: number
}

export interface Layout {
  readonly width: number
  readonly height: number
  readonly rails: readonly Rail[]
  readonly cards: readonly Card[]
  readonly folds: readonly Fold[]
  readonly routers: readonly RouterPlace[]
  readonly wires: readonly Wire[]
  readonly joints: readonly Joint[]
}

const CARD = { width: 220, height: 56, gap: 12, stem: 12 }
const ROUTER = { width: 200, height: 56 }
const EDGE = 16
/** Between wires that rise side by side to different networks. */
const BUS = 12
/** Words above a line. */
const WORDS = 24
const BETWEEN = 28
/** So many rows of instances of a network are drawn until the person asks for more. */
const ROWS = 3
/** And so many instances at least, where the picture is narrow. */
export const DRAWN = 6
/** And so many then: whoever has more looks at the list. */
const MOST = 200

/** @param expanded ids of the networks whose instances are all wanted */
export function layoutOf(topology: Topology, width: number, expanded: ReadonlySet<string>): Layout {
  const wide = Math.max(width, 580)
  const rails: Rail[] = []
  const cards: Card[] = []
  const folds: Fold[] = []
  const routers: RouterPlace[] = []
  const wires: Wire[] = []
  const joints: Joint[] = []
  const right = wide - EDGE
  let y = EDGE

  /** Draws a line from x on, its instances below; y is where the next thing may begin. */
  const draw = (line: Line, kind: Rail['kind'], x: number): Rail => {
    const rail: Rail = { kind, line, box: { x, y, width: right - x, height: WORDS + 4 }, lineY: y + WORDS + 2 }
    rails.push(rail)
    const left = x + 24
    const columns = Math.max(1, Math.floor((right - left + CARD.gap) / (CARD.width + CARD.gap)))
    const most = expanded.has(line.network.id) ? MOST : Math.max(DRAWN, ROWS * columns)
    const shown = line.plugs.length <= most ? line.plugs : line.plugs.slice(0, most - 1)
    const rest = line.plugs.slice(shown.length)
    const count = shown.length + (rest.length === 0 ? 0 : 1)
    const top = rail.lineY + CARD.stem
    const at = (place: number): Box => ({
      x: left + (place % columns) * (CARD.width + CARD.gap),
      y: top + Math.floor(place / columns) * (CARD.height + CARD.stem),
      width: CARD.width,
      height: CARD.height,
    })
    cards.push(...shown.map((plug, place) => ({ plug, box: at(place) })))
    if (rest.length > 0) folds.push({ networkId: line.network.id, plugs: rest, box: at(shown.length) })
    for (let column = 0; column < Math.min(columns, count); column += 1) {
      const below = Math.ceil((count - column) / columns) - 1
      const stem = at(column).x + 16
      wires.push({
        id: `stem ${line.network.id} ${column}`,
        points: [
          [stem, rail.lineY],
          [stem, at(column + below * columns).y],
        ],
      })
      joints.push({ id: `stem ${line.network.id} ${column}`, x: stem, y: rail.lineY })
    }
    const rows = Math.ceil(count / columns)
    y = rows === 0 ? rail.lineY + BETWEEN : top + rows * (CARD.height + CARD.stem) - CARD.stem + BETWEEN
    return rail
  }

  const outside = new Map(
    topology.outside.map((line) => {
      const rail = draw(line, 'outside', EDGE)
      return [line.network.id, rail] as const
    }),
  )
  // A network further up keeps clear of the lines below it: its wires run further left.
  const used = topology.outside.filter(({ network }) => topology.branches.some((one) => one.outside?.id === network.id))
  const routerX = EDGE + Math.max(1, used.length) * BUS + BUS
  const busX = (id: string): number => EDGE + (used.findIndex(({ network }) => network.id === id) + 1) * BUS
  const ends = new Map<string, number>()
  const trunkX = routerX + ROUTER.width + 20
  for (const branch of topology.branches) {
    const box: Box = { x: routerX, y, ...ROUTER }
    routers.push({ branch, box })
    const middle = box.y + box.height / 2
    const { outside: external, router } = branch
    if (external !== undefined && outside.has(external.id)) {
      const x = busX(external.id)
      wires.push({
        id: `out ${router.id}`,
        points: [
          [x, middle],
          [box.x, middle],
        ],
      })
      ends.set(external.id, middle)
    }
    const lines: number[] = []
    for (const line of branch.lines) lines.push(draw(line, 'inside', trunkX).lineY)
    const last = lines.at(-1)
    if (last !== undefined) {
      wires.push({
        id: `in ${router.id}`,
        points: [
          [box.x + box.width, middle],
          [trunkX, middle],
          [trunkX, last],
        ],
      })
      for (const lineY of lines) joints.push({ id: `in ${router.id} ${lineY}`, x: trunkX, y: lineY })
    }
    y = Math.max(y, box.y + box.height + BETWEEN)
  }
  for (const [id, end] of ends) {
    const rail = outside.get(id)
    if (rail === undefined) continue
    const x = busX(id)
    wires.push({
      id: `bus ${id}`,
      points: [
        [x, rail.lineY],
        [x, end],
      ],
    })
    joints.push({ id: `bus ${id}`, x, y: rail.lineY })
  }
  for (const line of topology.alone) draw(line, 'inside', trunkX)
  return { width: wide, height: Math.max(y, 120), rails, cards, folds, routers, wires, joints }
}
