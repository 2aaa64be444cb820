/** The columns of the tables here. */
import type { ReactNode } from 'react'
import { MarkedName } from '../../../ui/MarkedName.tsx'
import { Name } from '../../../ui/Name.tsx'
import type { Column } from '../../../ui/table/columns.ts'
import { carriedBy } from '../details/NetworkDetails.tsx'
import { StateOf } from '../StateOf.tsx'
import type { FloatingIpRow, GroupRow, NetworkRow, PortRow, RouterRow } from './rows.ts'

interface Show {
  /** Columns of which only administrators are told. */
  readonly admin: boolean
  readonly project: boolean
}

type Row = {
  readonly id: string
  readonly project: string
  readonly state: { readonly kind: string; readonly words: string }
}

function stateColumn<T extends Row & Parameters<typeof StateOf>[0]>(): Column<T> {
  return {
    id: 'state',
    title: 'Status',
    width: 140,
    value: ({ state }) => state.words,
    cell: ({ id, state }) => <StateOf id={id} state={state} />,
  }
}

function ids<T extends Row>({ project }: Show): Column<T>[] {
  const whose: Column<T> = {
    id: 'project',
    title: 'Project',
    value: (row) => row.project,
    cell: (row) => <Name name={row.project} />,
  }
  return [
    ...(project ? [whose] : []),
    { id: 'id', title: 'ID', width: 300, mono: true, hidden: true, value: ({ id }) => id },
  ]
}

function text<T>(id: string, title: string, value: (row: T) => string, more: Partial<Column<T>> = {}): Column<T> {
  const cell = (row: T): ReactNode => (value(row) === '' ? '' : <Name name={value(row)} />)
  return { id, title, value: (row) => value(row) || undefined, cell, ...more }
}

export function networkColumns(show: Show): readonly Column<NetworkRow>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: 220,
      value: ({ network }) => network.name,
      cell: ({ network: { id, isExternal, isShared, name } }) => (
        <MarkedName
          name={name}
          id={id}
          chips={[...(isExternal ? ['external'] : []), ...(isShared ? ['shared'] : [])]}
        />
      ),
    },
    stateColumn<NetworkRow>(),
    text('subnets', 'Subnets', ({ cidrs }) => cidrs, { width: 200, mono: true }),
    text('routers', 'Routers', ({ routers }) => routers, { width: 140 }),
    { id: 'instances', title: 'Instances', width: 96, align: 'end', mono: true, value: ({ instances }) => instances },
    ...(show.admin
      ? [text<NetworkRow>('type', 'Carried by', ({ network }) => carriedBy(network), { width: 150 })]
      : []),
    { id: 'mtu', title: 'MTU', width: 80, align: 'end', mono: true, hidden: true, value: ({ network }) => network.mtu },
    ...ids<NetworkRow>(show),
  ]
}

export function routerColumns(show: Show): readonly Column<RouterRow>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: 200,
      value: ({ router }) => router.name,
      cell: ({ id, router }) => <Name name={router.name} id={id} strong />,
    },
    stateColumn<RouterRow>(),
    text('outside', 'Leads out to', ({ outside }) => outside),
    text('address', 'Address outside', ({ address }) => address, { mono: true }),
    text('networks', 'Connects', ({ networks }) => networks, { width: 220 }),
    { id: 'floating', title: 'Floating IPs', width: 110, align: 'end', mono: true, value: ({ floating }) => floating },
    ...ids<RouterRow>(show),
  ]
}

export function portColumns(show: Show): readonly Column<PortRow>[] {
  return [
    {
      id: 'address',
      title: 'Address',
      width: 150,
      mono: true,
      value: ({ addresses, id }) => addresses || id,
    },
    text('owner', 'Belongs to', ({ owner }) => owner, { width: 170 }),
    stateColumn<PortRow>(),
    text('network', 'Network', ({ network }) => network),
    text('floating', 'Floating IP', ({ floating }) => floating, { mono: true }),
    text('groups', 'Security groups', ({ groups }) => groups, { width: 160 }),
    text('name', 'Name', ({ port }) => port.name),
    { id: 'mac', title: 'MAC', width: 150, mono: true, hidden: true, value: ({ port }) => port.mac },
    ...(show.admin ? [text<PortRow>('host', 'Host', ({ port }) => port.host ?? '')] : []),
    ...ids<PortRow>(show),
  ]
}

export function floatingIpColumns(show: Show): readonly Column<FloatingIpRow>[] {
  return [
    { id: 'address', title: 'Address', width: 150, mono: true, value: ({ floatingIp }) => floatingIp.address },
    stateColumn<FloatingIpRow>(),
    text('owner', 'Leads to', ({ owner }) => owner, { width: 180 }),
    text('fixed', 'Its own address', ({ floatingIp }) => floatingIp.fixedAddress ?? '', { mono: true }),
    text('router', 'By the router', ({ router }) => router),
    text('network', 'From', ({ network }) => network),
    text('description', 'Description', ({ floatingIp }) => floatingIp.description, { hidden: true }),
    ...ids<FloatingIpRow>(show),
  ]
}

export function groupColumns(show: Show): readonly Column<GroupRow>[] {
  return [
    {
      id: 'name',
      title: 'Name',
      width: 180,
      value: ({ group }) => group.name,
      cell: ({ group, id }) => <MarkedName name={group.name} id={id} chips={group.isStateful ? [] : ['stateless']} />,
    },
    stateColumn<GroupRow>(),
    text('in', 'Lets in', ({ letsIn }) => letsIn || 'Nothing', { width: 260 }),
    { id: 'rules', title: 'Rules', width: 80, align: 'end', mono: true, value: ({ group }) => group.rules.length },
    { id: 'users', title: 'Ports', width: 80, align: 'end', mono: true, value: ({ users }) => users },
    text('description', 'Description', ({ group }) => group.description, { width: 220 }),
    ...ids<GroupRow>(show),
  ]
}
