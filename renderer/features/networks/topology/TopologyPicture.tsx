/** The picture: networks as lines, routers between them, instances hanging below. For eyes and pointer; keys use the list. */
import { IconNetwork, IconRoute, IconWorld } from '@tabler/icons-react'
import { memo, useEffect, useRef } from 'react'
import { Name } from '../../../ui/Name.tsx'
import { Status } from '../../../ui/Status.tsx'
import { count } from '../../../ui/words.ts'
import { networkState, routerState } from '../states.ts'
import { nameOf } from '../world.ts'
import type { Box, Card, Fold, Layout, Rail, RouterPlace } from './layout.ts'
import css from './Topology.module.css'
import { plugCounts, plugState } from './words.ts'

interface TopologyPictureProps {
  readonly layout: Layout
  readonly open: string | undefined
  /** The key of the list's entry that has the focus. */
  readonly at: string | undefined
  readonly onOpen: (id: string) => void
  readonly onExpand: (networkId: string) => void
}

export function TopologyPicture({ layout, open, at, onOpen, onExpand }: TopologyPictureProps) {
  const picture = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (at === undefined) return
    picture.current?.querySelector('[data-at]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [at])
  useEffect(() => {
    if (open === undefined) return
    picture.current?.querySelector('[data-open]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [open])
  return (
    <div ref={picture} className={css.picture} style={{ width: layout.width, height: layout.height }} aria-hidden>
      <svg className={css.wires} width={layout.width} height={layout.height} role="presentation">
        {layout.wires.map(({ id, points }) => (
          <polyline key={id} className={css.wire} points={points.map((point) => point.join(',')).join(' ')} />
        ))}
        {layout.rails.map(({ box, kind, line, lineY }) => (
          <line
            key={line.network.id}
            className={css.rail}
            data-kind={kind}
            data-off={networkState(line.network).kind === 'works' ? undefined : true}
            x1={box.x}
            x2={box.x + box.width}
            y1={lineY}
            y2={lineY}
          />
        ))}
        {layout.joints.map(({ id, x, y }) => (
          <circle key={id} className={css.joint} cx={x} cy={y} r={3.5} />
        ))}
      </svg>
      {layout.rails.map((rail) => (
        <RailWords
          key={rail.line.network.id}
          rail={rail}
          open={open === rail.line.network.id}
          at={at === rail.line.network.id}
          onOpen={onOpen}
        />
      ))}
      {layout.routers.map((place) => (
        <RouterCard
          key={place.branch.router.id}
          place={place}
          open={open === place.branch.router.id}
          at={at === place.branch.router.id}
          onOpen={onOpen}
        />
      ))}
      {layout.cards.map((card) => (
        <InstanceCard
          key={card.plug.id}
          card={card}
          open={open === card.plug.serverId}
          at={at === card.plug.id}
          onOpen={onOpen}
        />
      ))}
      {layout.folds.map((fold) => (
        <FoldCard key={fold.networkId} fold={fold} at={at === `fold ${fold.networkId}`} onExpand={onExpand} />
      ))}
    </div>
  )
}

interface Marks {
  readonly open: boolean
  readonly at: boolean
  readonly onOpen: (id: string) => void
}

function place({ height, width, x, y }: Box) {
  return { left: x, top: y, width, height }
}

const RailWords = memo(function RailWords({ rail, open, at, onOpen }: Marks & { readonly rail: Rail }) {
  const { also, cidrs, network, plugs } = rail.line
  const state = networkState(network)
  const Icon = rail.kind === 'outside' ? IconWorld : IconNetwork
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${css.thing} ${css.words}`}
      style={{ left: rail.box.x, top: rail.box.y, maxWidth: rail.box.width, height: rail.box.height - 4 }}
      data-open={open || undefined}
      data-at={at || undefined}
      onClick={() => onOpen(network.id)}
    >
      <Icon className={css.icon} size={14} aria-hidden />
      <span className={css.strong}>
        <Name name={network.name} id={network.id} />
      </span>
      <span className={css.mono}>{cidrs.length === 0 ? 'no subnet' : cidrs.join(', ')}</span>
      {state.kind === 'works' ? undefined : (
        <span className={css.state}>
          <Status kind={state.kind}>{state.words}</Status>
        </span>
      )}
      <span className={css.quiet}>
        {plugs.length === 0 ? (rail.kind === 'outside' ? '' : 'no instances') : count(plugs.length, 'instance')}
        {also.length === 0 ? '' : `, also on ${also.join(', ')}`}
      </span>
    </button>
  )
})

const RouterCard = memo(function RouterCard(props: Marks & { readonly place: RouterPlace }) {
  const { place: where, open, at, onOpen } = props
  const { outside, router } = where.branch
  const state = routerState(router)
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${css.thing} ${css.card}`}
      data-kind="router"
      data-state={state.kind}
      style={place(where.box)}
      data-open={open || undefined}
      data-at={at || undefined}
      onClick={() => onOpen(router.id)}
    >
      <span className={css.first}>
        <span className={css.strong}>
          <IconRoute size={14} aria-hidden /> <Name name={router.name} id={router.id} />
        </span>
        <span className={css.state}>
          <Status kind={state.kind}>{state.words}</Status>
        </span>
      </span>
      <span className={css.second}>
        <span className={css.mono}>
          {router.gateway?.addresses[0] ?? (outside === undefined ? 'between networks only' : nameOf(outside))}
        </span>
      </span>
    </button>
  )
})

const InstanceCard = memo(function InstanceCard({ card, open, at, onOpen }: Marks & { readonly card: Card }) {
  const { addresses, floating, server, serverId } = card.plug
  const state = plugState(card.plug)
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${css.thing} ${css.card}`}
      data-state={state.kind}
      style={place(card.box)}
      data-open={open || undefined}
      data-at={at || undefined}
      onClick={() => onOpen(serverId)}
    >
      <span className={css.first}>
        <span className={css.strong}>
          <Name name={server?.name ?? ''} id={serverId} />
        </span>
        <span className={css.state}>
          <Status kind={state.kind}>{state.words}</Status>
        </span>
      </span>
      <span className={css.second}>
        <span className={css.mono}>{addresses[0] ?? 'no address'}</span>
        {floating[0] === undefined ? undefined : <span className={css.floating}>{floating[0].address}</span>}
      </span>
    </button>
  )
})

interface FoldCardProps {
  readonly fold: Fold
  readonly at: boolean
  readonly onExpand: (networkId: string) => void
}

const FoldCard = memo(function FoldCard({ fold, at, onExpand }: FoldCardProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`${css.thing} ${css.card}`}
      data-kind="fold"
      style={place(fold.box)}
      data-at={at || undefined}
      onClick={() => onExpand(fold.networkId)}
    >
      <span className={css.strong}>{count(fold.plugs.length, 'more instance')}</span>
      <span className={css.quiet}>{plugCounts(fold.plugs)}</span>
    </button>
  )
})
