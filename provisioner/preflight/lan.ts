/** The LAN: the router answers on every provider card, and nobody uses the addresses meant for instances. */
import { addressNumber, addressOf, rangeSize } from '../config/addresses.ts'
import type { Cloud, CloudMachine, ProviderNetwork } from '../config/cloud.ts'
import type { Fact, Read } from '../core/fact.ts'
import { earlierCloud } from '../facts/earlierCloud.ts'
import { MOST, type Neighbours, neighboursOn } from '../facts/neighbours.ts'
import { listed, machineCheck } from './check.ts'
import { error, type Finding, ok, warning } from './finding.ts'

export const lan = machineCheck({
  id: 'lan',
  title: 'The LAN',
  facts: (machine, cloud) => [...Object.values(factsOf(machine, cloud) ?? {}), earlierCloud],
  find: (machine, read, cloud) => {
    const provider = cloud.networks.provider
    const facts = factsOf(machine, cloud)
    // A card that is missing or switched off is the provider card's own finding.
    if (provider === undefined || facts === undefined || read(facts.router).state !== 'asked') return []
    return [...router(machine.name, provider, read(facts.router)), ...range(machine.name, provider, facts.range, read)]
  },
})

interface Facts {
  readonly router: Fact<Neighbours>
  /** On one machine only: the LAN is the same for all. */
  readonly range?: Fact<Neighbours>
}

function factsOf(machine: CloudMachine, cloud: Cloud): Facts | undefined {
  const { provider } = cloud.networks
  const nic = machine.providerNic
  if (provider === undefined || nic === undefined) return undefined
  const first = cloud.machines.find((one) => one.providerNic !== undefined)
  const asks = first?.name === machine.name ? { range: neighboursOn(nic, sample(provider)) } : {}
  return { router: neighboursOn(nic, [provider.gateway]), ...asks }
}

/** All addresses of the range; of a very large one evenly spread ones. */
function sample({ instances }: ProviderNetwork): string[] {
  const total = rangeSize(instances)
  const count = Math.min(total, MOST)
  const first = addressNumber(instances.first)
  return Array.from({ length: count }, (_, index) => addressOf(first + Math.floor((index * total) / count)))
}

function router(machine: string, { gateway }: ProviderNetwork, answer: Neighbours): Finding[] {
  const mac = answer.state === 'asked' ? answer.found.get(gateway) : undefined
  if (mac !== undefined) return [ok('lan/router', machine, `The router ${gateway} answers (${mac}).`)]
  return [
    warning(
      'lan/router',
      machine,
      `The router ${gateway} does not answer on the provider card of ${machine}.`,
      'Instances would not get beyond their LAN. Often the card is plugged into another network.',
      'Look at the cable, at "nics: { provider: … }" and at networks.provider.gateway. A LAN without a router can be used as it is.',
    ),
  ]
}

/** Source: base_mac of Neutron; instances and routers of an OpenStack have such addresses. */
const NEUTRON_MAC = /^fa:16:3e:/

function range(machine: string, provider: ProviderNetwork, fact: Fact<Neighbours> | undefined, read: Read): Finding[] {
  const answer = fact && read(fact)
  if (answer?.state !== 'asked') return []
  const { first, last } = provider.instances
  const { ours } = read(earlierCloud)
  const strangers = [...answer.found].filter(([, mac]) => !(ours && NEUTRON_MAC.test(mac)))
  if (strangers.length === 0) {
    const some = rangeSize(provider.instances) > MOST ? ` (${MOST} of them were asked for)` : ''
    const own = answer.found.size === 0 ? 'are free' : 'are free or this cloud’s own'
    return [ok('lan/range', machine, `The addresses ${first}-${last} ${own}${some}.`)]
  }
  const owners = listed(strangers.map(([address, mac]) => `${address} (${mac})`))
  return [
    error(
      'lan/range',
      machine,
      `Addresses meant for instances are in use on the LAN, as ${machine} sees it: ${owners}.`,
      'Two devices with one address disturb each other; which of them is reached changes by the minute.',
      "Choose another range under networks.provider.instances, outside the router's DHCP range, or move those devices.",
    ),
  ]
}
