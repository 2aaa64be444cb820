/** Whether an address can be had on a network, by its subnets. Pure. */
import ipaddr from 'ipaddr.js'
import type { Subnet } from '../../../../electron/contract/live.ts'

type Known = Pick<Subnet, 'cidr' | 'gateway' | 'name'>

/** What is wrong with a typed address; undefined where it can be asked for. @param subnets those of the network */
export function addressProblem(text: string, subnets: readonly Known[], network: string): string | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  if (!ipaddr.IPv4.isValidFourPartDecimal(typed) && !ipaddr.IPv6.isValid(typed))
    return 'Write an address, like 10.83.0.20, or leave it empty for any.'
  const address = ipaddr.parse(typed)
  const subnet = subnets.find(({ cidr }) => isIn(address, cidr))
  if (subnet === undefined) {
    const ranges = subnets.map(({ cidr }) => cidr).join(', ')
    return `It is in none of the subnets of ${network}${ranges === '' ? '' : ` (${ranges})`}.`
  }
  if (subnet.gateway !== undefined && ipaddr.parse(subnet.gateway).toString() === address.toString())
    return "That is the subnet's gateway."
  if (address.kind() === 'ipv4' && isEdge(address.toString(), subnet.cidr))
    return `${typed} is the ${address.toString() === network4(subnet.cidr) ? 'network' : 'broadcast'} address of ${subnet.cidr}.`
  return undefined
}

function isIn(address: ipaddr.IPv4 | ipaddr.IPv6, cidr: string): boolean {
  const [range, bits] = ipaddr.parseCIDR(cidr)
  return range.kind() === address.kind() && address.match(range, bits)
}

function network4(cidr: string): string {
  return ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()
}

/** Networks of two addresses and fewer have no such ends (RFC 3021). */
function isEdge(address: string, cidr: string): boolean {
  if (Number(cidr.split('/')[1]) > 30) return false
  return [network4(cidr), ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString()].includes(address)
}
