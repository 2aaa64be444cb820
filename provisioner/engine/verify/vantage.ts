/** Vantage points: places outside the tenant networks from which an instance is tried to be reached. */
import { opensTcp, ownAddresses } from '../../adapters/tcpProbe.ts'
import { tunnelFetch } from '../../adapters/tunnelFetch.ts'
import { inside, parseSubnet } from '../../config/addresses.ts'
import type { Cloud } from '../../config/cloud.ts'
import type { Fleet } from '../../core/check.ts'
import { sh } from '../../core/command.ts'
import type { Fetch } from '../../core/http.ts'
import type { Transport } from '../../core/machine.ts'

export interface Vantage {
  /** Like "this computer". */
  readonly name: string
  /** Whether a TCP connection comes about within a few seconds. */
  opens(host: string, port: number): Promise<boolean>
  readonly fetch: Fetch
  close(): void
}

/** Milliseconds a connection may take: a home network needs far less, a blocked one says nothing at all. */
const PATIENCE = 3000

/** Those with an address on the LAN first, this computer before the cloud's machines; then the others, by routing. */
export async function vantages(cloud: Cloud, fleet: Fleet, lan: string): Promise<Vantage[]> {
  const subnet = parseSubnet(lan)
  const onLan = (addresses: readonly string[]): boolean =>
    subnet !== undefined && addresses.some((address) => inside(address, subnet))
  const machines = await Promise.all(
    cloud.machines.map(async ({ name }) => {
      const transport = await fleet.transport(name).catch(() => undefined)
      if (transport === undefined) return []
      return [{ near: onLan(await addressesOf(transport)), vantage: fromMachine(transport) }]
    }),
  )
  const all = [{ near: onLan(ownAddresses()), vantage: fromHere }, ...machines.flat()]
  return [...all.filter((one) => one.near), ...all.filter((one) => !one.near)].map((one) => one.vantage)
}

const fromHere: Vantage = {
  name: 'this computer',
  opens: (host, port) => opensTcp(host, port, PATIENCE),
  fetch: globalThis.fetch,
  close: () => {},
}

function fromMachine(transport: Transport): Vantage {
  const { close, fetch } = tunnelFetch((host, port) => transport.forward(host, port))
  return {
    name: transport.machine,
    opens: async (host, port) => {
      // A forwarded stream to a port that drops would hold one of the connection's few channels for minutes.
      const probe = sh`timeout ${PATIENCE / 1000} bash -c ${`exec 3<>/dev/tcp/${host}/${port}`}`
      return (await transport.exec(probe, { root: false })).status === 0
    },
    fetch,
    close,
  }
}

async function addressesOf(transport: Transport): Promise<string[]> {
  const { stdout } = await transport.exec(sh`ip -o -4 address show`, { root: false })
  return [...stdout.matchAll(/ inet ([\d.]+)\//g)].map((match) => match[1] ?? '')
}
