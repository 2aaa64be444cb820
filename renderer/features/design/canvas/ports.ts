/** Ports of a card: its network cards, and which network's line each hangs from. Pure. */
import ipaddr from 'ipaddr.js'
import type { CloudFile, MachineProbe } from '../../../../electron/contract/index.ts'

export type NetworkName = 'management' | 'provider' | 'tenant'

export interface NetworkLine {
  readonly name: NetworkName
  readonly title: string
  /** 10.83.0.0/24, or what is missing. */
  readonly subnet: string
}

export interface Port {
  /** Name of the card; empty where only the address is known. */
  readonly nic: string
  readonly networks: readonly NetworkName[]
  /** Undefined before the machine was looked at. */
  readonly link?: boolean
  /** One sentence: the card and what it is for. */
  readonly words: string
}

const DEFAULT_TENANT = '192.168.120.0/24'

/** The lines above every row: management, the provider network where there is one, the tenant network. */
export function networkLines(file: CloudFile): readonly NetworkLine[] {
  const { management, provider, tenant } = file.networks ?? {}
  return [
    { name: 'management', title: 'Management', subnet: management?.subnet ?? 'subnet not set' },
    ...(provider === undefined
      ? []
      : [{ name: 'provider' as const, title: 'Provider (LAN)', subnet: provider.subnet ?? 'subnet not set' }]),
    { name: 'tenant', title: 'Tenant (tunnels)', subnet: tenant?.subnet ?? DEFAULT_TENANT },
  ]
}

export function portsOf(
  file: CloudFile,
  machine: { readonly name: string; readonly parts: readonly string[] },
  probe: MachineProbe | undefined,
): readonly Port[] {
  const entry = file.machines?.[machine.name]
  const tunnels = machine.parts.includes('nova-compute') || machine.parts.includes('ovn-gateway')
  const usesProvider = tunnels && file.networks?.provider !== undefined
  const providerNic = usesProvider ? (entry?.nics?.provider ?? file.networks?.provider?.nic) : undefined
  const subnet = file.networks?.management?.subnet
  const management = entry?.management ?? entry?.address
  const tunnel = entry?.tunnel ?? management
  const wired = (nic: {
    readonly name: string
    readonly addresses: readonly string[]
    readonly carriesSsh: boolean
  }) => {
    const holds = (address: string | undefined) => nic.addresses.some((one) => one.split('/')[0] === address)
    const inSubnet = nic.addresses.some((one) => isInside(one, subnet))
    const manages = holds(management) || (inSubnet && entry?.management === undefined)
    const networks: NetworkName[] = []
    if (manages) networks.push('management')
    if (nic.name === providerNic) networks.push('provider')
    if (tunnels && (holds(tunnel) || (manages && tunnel === management))) networks.push('tenant')
    return networks
  }
  if (probe === undefined) {
    const first: NetworkName[] = tunnels ? ['management', 'tenant'] : ['management']
    const known: Port = {
      nic: '',
      networks: first,
      words: 'Its network cards are known once the machine was looked at.',
    }
    if (providerNic === undefined) return [known]
    return [known, { nic: providerNic, networks: ['provider'], words: `${providerNic}: the provider network` }]
  }
  const ports = probe.nics.map((nic): Port => {
    const networks = wired(nic)
    const speed = nic.speed === undefined ? '' : `, ${speedWords(nic.speed)}`
    const held = nic.addresses.filter((one) => !one.startsWith('fe80')).join(', ')
    const state = nic.link ? 'link' : 'no link'
    return {
      nic: nic.name,
      networks,
      link: nic.link,
      words: `${nic.name}: ${state}${speed}${held === '' ? '' : `, ${held}`}${nic.carriesSsh ? ', ssh comes by it' : ''}`,
    }
  })
  const missing = providerNic !== undefined && probe.nics.every((nic) => nic.name !== providerNic)
  const all: readonly Port[] = missing
    ? [
        ...ports,
        { nic: providerNic, networks: ['provider'], link: false, words: `${providerNic}: no such card was seen` },
      ]
    : ports
  // Cards in use first: a card shows a few ports only.
  return [...all].sort((a, b) => Number(b.networks.length > 0) - Number(a.networks.length > 0))
}

export function speedWords(megabits: number): string {
  return megabits >= 1000 ? `${megabits / 1000} Gbit/s` : `${megabits} Mbit/s`
}

function isInside(address: string, subnet: string | undefined): boolean {
  const [plain = ''] = address.split('/')
  if (subnet === undefined || !ipaddr.IPv4.isValidFourPartDecimal(plain) || !ipaddr.IPv4.isValidCIDR(subnet))
    return false
  return ipaddr.IPv4.parse(plain).match(ipaddr.IPv4.parseCIDR(subnet))
}
