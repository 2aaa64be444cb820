/** The lab's two networks on this computer: bridges, addresses, address translation, and their removal. */
import { z } from 'zod'
import { StacksteadError } from '../core/errors.ts'
import { labNetworks } from './addresses.ts'
import { requireForwarding } from './firewall.ts'
import { host, succeeds } from './host.ts'
import { labNames, MARK, machineMark } from './names.ts'
import { borrowSettings, returnSettings } from './settings.ts'

const links = z.array(z.object({ ifname: z.string(), ifalias: z.string().optional() }))
const addresses = z.array(z.object({ addr_info: z.array(z.object({ local: z.string(), prefixlen: z.int() })) }))
const routes = z.array(z.object({ dst: z.string() }))

/** All IPv4 ranges this computer has addresses in or routes to. */
export async function takenRanges(): Promise<string[]> {
  const own = addresses.parse(JSON.parse(await host(['ip', '-4', '-j', 'address'], { to: 'list addresses' })))
  const routed = routes.parse(JSON.parse(await host(['ip', '-4', '-j', 'route'], { to: 'list routes' })))
  return [
    ...own.flatMap((link) => link.addr_info.map((one) => `${one.local}/${one.prefixlen}`)),
    ...routed.map((route) => route.dst).filter((range) => range !== 'default'),
  ]
}

async function interfaces(): Promise<z.infer<typeof links>> {
  return links.parse(JSON.parse(await host(['ip', '-j', 'link'], { to: 'list network interfaces' })))
}

/** Makes both bridges and the translation, or leaves them as they are. */
export async function raiseNetworks(lab: string, number: number): Promise<void> {
  await requireForwarding()
  const names = labNames(lab)
  const networks = labNetworks(number)
  const present = await interfaces()
  for (const [bridge, network] of [
    [names.managementBridge, networks.management],
    [names.providerBridge, networks.provider],
  ] as const) {
    const found = present.find((one) => one.ifname === bridge)
    if (found !== undefined && found.ifalias !== names.mark)
      throw new StacksteadError({
        code: 'lab',
        message: `This computer already has an interface ${bridge} that is not this lab's.`,
        remedy: 'Give the lab another name.',
      })
    // One program for all lines: it ends its work even when this process is killed, so no bridge stays unmarked.
    const lines = [
      ...(found === undefined ? [`link add ${bridge} type bridge stp_state 0 forward_delay 0`] : []),
      `link set ${bridge} up alias "${names.mark}"`,
      `address replace ${network.gateway}/24 dev ${bridge}`,
    ]
    await host(['ip', '-batch', '-'], { to: `make the bridge ${bridge}`, input: lines.join('\n') })
  }
  await host(['nft', '-f', '-'], { to: 'set up address translation', input: ruleset(lab, number) })
  await borrowSettings()
}

/**
 * Machines reach the world through this computer. The two networks do not reach each other through it, as LANs that
 * no router joins: what listens on the management network must not be found from the provider network.
 */
export function ruleset(lab: string, number: number): string {
  const { table, managementBridge, providerBridge } = labNames(lab)
  const { management, provider } = labNetworks(number)
  return `table ip ${table}
delete table ip ${table}
table ip ${table} {
  chain forward {
    type filter hook forward priority filter; policy accept;
    iifname "${providerBridge}" oifname "${managementBridge}" drop
    iifname "${managementBridge}" oifname "${providerBridge}" drop
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${management.subnet} oifname != { "${managementBridge}", "${providerBridge}" } masquerade
    ip saddr ${provider.subnet} oifname != { "${managementBridge}", "${providerBridge}" } masquerade
  }
}
`
}

/** What is found of a lab's networks by its marks; `running` where cables of machines hang on them. */
export async function networkRemains(lab: string): Promise<'none' | 'idle' | 'running'> {
  const { mark, table } = labNames(lab)
  const marks = (await interfaces()).map(({ ifalias }) => ifalias)
  if (marks.some((one) => one?.startsWith(`${mark} `))) return 'running'
  return marks.includes(mark) || (await succeeds(['nft', 'list', 'table', 'ip', table])) ? 'idle' : 'none'
}

/** Removes what {@link raiseNetworks} made; what is already gone is no error. */
export async function removeNetworks(lab: string): Promise<void> {
  const names = labNames(lab)
  for (const { ifname, ifalias } of await interfaces())
    if (ifalias === names.mark || ifalias?.startsWith(`${names.mark} `))
      await host(['ip', 'link', 'delete', ifname], { to: `remove ${ifname}` })
  if (await succeeds(['nft', 'list', 'table', 'ip', names.table]))
    await host(['nft', 'delete', 'table', 'ip', names.table], { to: 'remove the address translation' })
  await returnSettings(async () => (await interfaces()).some((one) => one.ifalias?.startsWith(MARK)))
}

/** Takes a machine's cables out, where the kernel has not done so already. */
export async function unplug(lab: string, machine: string): Promise<void> {
  for (const { ifname, ifalias } of await interfaces())
    if (ifalias === machineMark(lab, machine)) await succeeds(['ip', 'link', 'delete', ifname])
}
