/** The live picture of the networks, and the same as a list. */
import { SegmentedControl } from '@mantine/core'
import { IconNetwork, IconRoute, IconWorld } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { PermittedButton } from '../../../ui/PermittedButton.tsx'
import type { NetworkWorld } from '../world.ts'
import { layoutOf } from './layout.ts'
import { topologyOf } from './model.ts'
import css from './Topology.module.css'
import { TopologyPicture } from './TopologyPicture.tsx'
import { idOf, TopologyTree } from './TopologyTree.tsx'
import { type Leaf, leavesOf } from './tree.ts'

interface TopologyTabProps {
  readonly world: NetworkWorld
  readonly open: string | undefined
  readonly onOpen: (id: string) => void
  /** All there is was told: an empty picture is no mistake of haste. */
  readonly complete: boolean
  /** Why this person may make none; undefined where they may. */
  readonly forbidden: string | undefined
  readonly onNew: () => void
  /** Looks at all the instances of a network, where they are too many for the picture. */
  readonly onAll: (networkId: string) => void
}

export function TopologyTab({ world, open, onOpen, complete, forbidden, onNew, onAll }: TopologyTabProps) {
  const [search, setSearch] = useSearchParams()
  const asList = search.get('as') === 'list'
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const width = useWidth(scroller)
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState<string>()
  const topology = useMemo(() => topologyOf(world), [world])
  const layout = useMemo(() => layoutOf(topology, width, expanded), [topology, width, expanded])
  const leaves = useMemo(() => leavesOf(topology, layout), [topology, layout])
  const expand = (networkId: string): void => {
    if (expanded.has(networkId)) onAll(networkId)
    else setExpanded((before) => new Set([...before, networkId]))
  }
  const openLeaf = (leaf: Leaf): void => {
    if (leaf.what.kind === 'fold') expand(leaf.what.fold.networkId)
    else onOpen(idOf(leaf))
  }
  if (leaves.length === 0) {
    return complete ? (
      <EmptyState
        title="No networks yet"
        action={
          <PermittedButton forbidden={forbidden} onClick={onNew}>
            Create the first network
          </PermittedButton>
        }
      >
        A network is a wire instances are plugged into. A router leads from it to the LAN, and floating IPs lead in.
      </EmptyState>
    ) : undefined
  }
  return (
    <div className={css.work}>
      <div className={css.tools}>
        <SegmentedControl
          size="xs"
          aria-label="Show the topology as"
          data={[
            { value: 'picture', label: 'Picture' },
            { value: 'list', label: 'List' },
          ]}
          value={asList ? 'list' : 'picture'}
          onChange={(value) =>
            setSearch(
              (before) => {
                const next = new URLSearchParams(before)
                if (value === 'list') next.set('as', 'list')
                else next.delete('as')
                return next
              },
              { replace: true },
            )
          }
        />
        <div className={css.key} aria-hidden>
          <span>
            <IconWorld size={12} /> leads to the LAN
          </span>
          <span>
            <IconRoute size={12} /> router
          </span>
          <span>
            <IconNetwork size={12} /> network, its instances below
          </span>
        </div>
      </div>
      <div ref={setScroller} className={css.scroller}>
        <TopologyTree leaves={leaves} open={open} onOpen={openLeaf} onAt={setAt} unseen={!asList} />
        {asList ? undefined : <TopologyPicture layout={layout} open={open} at={at} onOpen={onOpen} onExpand={expand} />}
      </div>
    </div>
  )
}

/** Of the box, as it is resized. */
function useWidth(box: HTMLElement | null): number {
  const [width, setWidth] = useState(960)
  useEffect(() => {
    if (box === null) return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [box])
  return width
}
