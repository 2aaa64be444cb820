/** The network cards of an instance, which Neutron calls ports. Pure. */
import type { Network, Port } from '../../../electron/contract/live.ts'
import { isolated } from '../../ui/bidi.ts'

export function cardsOf(serverId: string, ports: readonly Port[]): readonly Port[] {
  return ports.filter(({ deviceId }) => deviceId === serverId)
}

/** "lan: 10.0.0.5", to choose one by. */
export function portWords(
  { addresses, mac, name, networkId }: Pick<Port, 'addresses' | 'mac' | 'name' | 'networkId'>,
  networks: readonly Pick<Network, 'id' | 'name'>[],
): string {
  const network = networks.find(({ id }) => id === networkId)?.name || networkId
  const where = addresses.map(({ address }) => address).join(', ') || mac
  return `${isolated(network)}: ${where}${name === '' ? '' : ` (${isolated(name)})`}`
}
