/** The list equivalent of the picture: one stop of the Tab key, arrows inside, Enter opens. */
// biome-ignore-all lint/a11y/useSemanticElements: a tree has no element of its own.
import { IconNetwork, IconRoute, IconServer2, IconWorld } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Status } from '../../../ui/Status.tsx'
import { networkState, routerState, type StateWords } from '../states.ts'
import css from './Topology.module.css'
import { type Leaf, moved } from './tree.ts'
import { leafWords, plugState } from './words.ts'

interface TopologyTreeProps {
  readonly leaves: readonly Leaf[]
  /** Id of what the drawer shows. */
  readonly open: string | undefined
  readonly onOpen: (leaf: Leaf) => void
  /** Which has the focus; undefined: none. */
  readonly onAt: (key: string | undefined) => void
  /** Beside the picture it is heard and not seen: the picture marks where it is. */
  readonly unseen: boolean
}

const ICONS = { outside: IconWorld, inside: IconNetwork, router: IconRoute, instance: IconServer2, fold: IconServer2 }

export function TopologyTree({ leaves, open, onOpen, onAt, unseen }: TopologyTreeProps) {
  const [at, setAt] = useState<string>()
  const list = useRef<HTMLDivElement>(null)
  const place = Math.max(
    0,
    leaves.findIndex(({ key }) => key === at),
  )
  const current = leaves[place]?.key
  const go = (to: number): void => {
    const key = leaves[to]?.key
    if (key === undefined) return
    setAt(key)
    const leaf = list.current?.children[to]
    if (leaf instanceof HTMLElement) leaf.focus()
  }
  const told = useRef(onAt)
  told.current = onAt
  useEffect(() => () => told.current(undefined), [])
  return (
    <div ref={list} role="tree" aria-label="Topology" className={unseen ? 'visually-hidden' : css.tree}>
      {leaves.map((leaf, index) => {
        const Icon = ICONS[leaf.what.kind]
        const state = stateOf(leaf)
        return (
          <div
            key={leaf.key}
            role="treeitem"
            aria-level={leaf.level}
            aria-selected={idOf(leaf) === open}
            tabIndex={leaf.key === current ? 0 : -1}
            className={css.leaf}
            data-open={idOf(leaf) === open || undefined}
            onClick={() => onOpen(leaf)}
            onFocus={() => {
              setAt(leaf.key)
              onAt(leaf.key)
            }}
            onBlur={() => onAt(undefined)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ' ') onOpen(leaf)
              else {
                const to = moved(leaves, index, event.key)
                if (to === undefined) return
                go(to)
              }
              event.preventDefault()
              event.stopPropagation()
            }}
          >
            <Icon className={css.icon} size={16} aria-hidden />
            <span>{leafWords(leaf)}</span>{' '}
            {state === undefined ? undefined : (
              <span className={css.state}>
                <Status kind={state.kind}>{state.words}</Status>
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}

function stateOf({ what }: Leaf): StateWords | undefined {
  if (what.kind === 'fold') return undefined
  if (what.kind === 'instance') return plugState(what.plug)
  return what.kind === 'router' ? routerState(what.branch.router) : networkState(what.line.network)
}

/** Of what it opens. */
export function idOf({ what }: Leaf): string {
  switch (what.kind) {
    case 'instance':
      return what.plug.serverId
    case 'router':
      return what.branch.router.id
    case 'fold':
      return ''
    default:
      return what.line.network.id
  }
}
