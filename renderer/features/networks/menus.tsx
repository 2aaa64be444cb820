/** What the right button offers on a row: the same as the drawer's buttons. */
import { Menu } from '@mantine/core'
import type { Me } from '../../../electron/contract/running.ts'
import { readingOnly } from '../../api/policy.ts'
import { DeedItem } from '../../ui/DeedItem.tsx'
import { type Asked, mayChange } from './dialogs/asked.ts'
import type { FloatingIpRow, GroupRow, NetworkRow, PortRow, RouterRow } from './tables/rows.ts'

export interface MenuHand {
  readonly me: Me | undefined
  readonly ask: (asked: Asked) => void
}

type Entry = readonly [title: string, asked: Asked, danger?: true]

function items({ me, ask }: MenuHand, row: { readonly projectId: string }, entries: readonly Entry[]) {
  if (!mayChange(me, row)) return <Menu.Label>{readingOnly(me) ?? 'It belongs to another project.'}</Menu.Label>
  return entries.map(([title, asked, danger]) => (
    <DeedItem key={title} verb={title} danger={danger} onDo={() => ask(asked)} />
  ))
}

export function networkMenu(hand: MenuHand, { network }: NetworkRow) {
  return items(hand, network, [
    ['Change…', { to: 'network.edit', network }],
    ['Add a subnet…', { to: 'subnet.new', network }],
    ['Delete…', { to: 'network.delete', network }, true],
  ])
}

export function routerMenu(hand: MenuHand, { router }: RouterRow) {
  return items(hand, router, [
    ['Change…', { to: 'router.edit', router }],
    ['Set the way out…', { to: 'router.gateway', router }],
    ['Connect a network…', { to: 'router.connect', router }],
    ['Delete…', { to: 'router.delete', router }, true],
  ])
}

export function portMenu(hand: MenuHand, { port }: PortRow) {
  return items(hand, port, [
    ['Change…', { to: 'port.edit', port }],
    ['Delete…', { to: 'port.delete', port }, true],
  ])
}

export function floatingIpMenu(hand: MenuHand, { floatingIp }: FloatingIpRow) {
  const isFree = floatingIp.portId === undefined
  return items(hand, floatingIp, [
    [isFree ? 'Attach…' : 'Lead elsewhere…', { to: 'floatingIp.attach', floatingIp }],
    ...(isFree ? [] : [['Detach…', { to: 'floatingIp.detach', floatingIp }] as const]),
    ['Describe…', { to: 'floatingIp.describe', floatingIp }],
    ['Release…', { to: 'floatingIp.delete', floatingIp }, true],
  ])
}

export function groupMenu(hand: MenuHand, { group }: GroupRow) {
  return items(hand, group, [
    ['Add a rule…', { to: 'rule.new', group }],
    ['Change…', { to: 'group.edit', group }],
    ['Delete…', { to: 'group.delete', group }, true],
  ])
}
