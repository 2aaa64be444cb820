/** Where a floating IP may lead. Pure. */

import { isolated } from '../../../ui/bidi.ts'
import { LANGUAGE } from '../../../ui/language.ts'
import { isOfInstance, type NetworkWorld, ownerOf, portName, routersOf } from '../world.ts'

/** A port's address a floating IP may lead to, and whether a router leads from there to where it is from. */
export interface Place {
  /** Port id and address. */
  readonly value: string
  readonly portId: string
  readonly fixedAddress: string
  readonly words: string
  readonly isReached: boolean
}

/** IPv4 addresses of the project's ports that no floating IP leads to yet; those a router leads to first. */
export function placesFor(world: NetworkWorld, projectId: string | undefined, externalId: string | undefined): Place[] {
  const taken = new Set(world.floatingIps.map(({ fixedAddress, portId }) => `${portId} ${fixedAddress}`))
  const leads = (networkId: string): boolean =>
    routersOf(world, networkId).some((id) => world.router.get(id)?.gateway?.networkId === externalId)
  return world.ports
    .filter((port) => port.projectId === projectId && (isOfInstance(port) || port.deviceId === ''))
    .filter((port) => world.network.get(port.networkId)?.isExternal !== true)
    .flatMap((port) =>
      port.addresses
        .map(({ address }) => ({ port, address, value: `${port.id} ${address}` }))
        .filter(({ address, value }) => !address.includes(':') && !taken.has(value)),
    )
    .map(({ address, port, value }) => ({
      value,
      portId: port.id,
      fixedAddress: address,
      words: `${isolated(ownerOf(world, port) || portName(port))}: ${address}`,
      isReached: leads(port.networkId),
    }))
    .sort(
      (a, b) =>
        Number(b.isReached) - Number(a.isReached) || a.words.localeCompare(b.words, LANGUAGE, { numeric: true }),
    )
}
