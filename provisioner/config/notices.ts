/** Notices: what a person should know about a cloud.yaml in which nothing is wrong. */
import ipaddr from 'ipaddr.js'
import { isIpv4 } from './addresses.ts'
import { type Cloud, machinesWith } from './cloud.ts'
import type { CloudFile } from './schema.ts'

export interface Notice {
  readonly machine?: string
  readonly message: string
}

export function noticesOf(cloud: Cloud, file: CloudFile): Notice[] {
  return [...storage(cloud), ...withoutProvider(cloud, file), ...placeholders(cloud)]
}

function storage(cloud: Cloud): Notice[] {
  const holders = cloud.machines.filter((machine) => machine.roles.includes('storage'))
  return holders.map(({ name }) => ({
    machine: name,
    message: `${name} has the role storage. Cinder with NFS, iSCSI and Ceph comes in a later release; nothing is installed for it yet.`,
  }))
}

function withoutProvider(cloud: Cloud, file: CloudFile): Notice[] {
  if (cloud.networks.provider === undefined) {
    const named = Object.entries(file.machines ?? {}).filter(([, entry]) => entry.nics?.provider !== undefined)
    return named.map(([name]) => ({
      machine: name,
      message: `The provider network card of ${name} is not used, because networks.provider is not described.`,
    }))
  }
  const without = machinesWith(cloud, 'nova-compute').filter((machine) => machine.providerNic === undefined)
  return without.map(({ name }) => ({
    machine: name,
    message: `${name} has no network card on the provider network: its instances get no LAN address of their own; floating IPs work.`,
  }))
}

/** RFC 5737: the addresses the shipped layouts use, which exist nowhere. */
function placeholders(cloud: Cloud): Notice[] {
  const documentation = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].map((cidr) => ipaddr.IPv4.parseCIDR(cidr))
  const isPlaceholder = (text: string) =>
    isIpv4(text) && documentation.some((net) => ipaddr.IPv4.parse(text).match(net))
  const machines = cloud.machines.filter((machine) => isPlaceholder(machine.ssh.host)).map((machine) => machine.name)
  if (machines.length === 0) return []
  const are = machines.length === 1 ? 'address is a placeholder' : 'addresses are placeholders'
  const message = `${machines.join(', ')}: the ${are} from documentation. Write your machines' own addresses.`
  return [{ message }]
}
