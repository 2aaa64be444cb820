/** Tries the way to an instance: whether its address answers to this computer, and to the machine that leads to the LAN. */
import { opensTcp, ownAddresses } from '../adapters/tcpProbe.ts'
import { inside, parseSubnet } from '../config/addresses.ts'
import { type Cloud, machinesWith } from '../config/cloud.ts'
import type { Fleet } from '../core/check.ts'
import { sh } from '../core/command.ts'
import { StacksteadError } from '../core/errors.ts'
import { type PathAnswer, type PathQuestion, pathCheck } from '../openstack/pathCheck.ts'
import { pathFacts } from '../openstack/pathFacts.ts'

/** Milliseconds a connection may take: a home network needs far less, a blocked one says nothing at all. */
const PATIENCE = 3000

/** The cloud's machines, where they are the person's own. */
export interface OwnMachines {
  readonly cloud: Cloud
  readonly fleet: Fleet
}

/** Only TCP answers to whoever knocks; of other protocols is told what the cloud says. Never rejects. */
export async function triedPath(
  question: Omit<PathQuestion, 'source' | 'probes'>,
  machines?: OwnMachines,
): Promise<PathAnswer> {
  const { port, protocol, world } = question
  const { external, target } = pathFacts(world)
  const lan = world.subnets.filter((one) => one.networkId === external?.id).map(({ cidr }) => cidr)
  const source = addressIn(lan)
  const [fromHere, fromGateway] =
    target === undefined || port === undefined || protocol !== 'tcp'
      ? []
      : await Promise.all([
          opensTcp(target, port, PATIENCE),
          machines === undefined ? undefined : opensFromGateway(machines, target, port),
        ])
  return pathCheck({
    ...question,
    ...(source === undefined ? {} : { source }),
    probes: {
      ...(fromHere === undefined ? {} : { fromHere }),
      ...(fromGateway === undefined ? {} : { fromGateway }),
    },
  })
}

/** As which address this computer arrives: sure only where it is on the LAN itself, with no NAT between. */
function addressIn(subnets: readonly string[]): string | undefined {
  const known = subnets.map(parseSubnet).filter((subnet) => subnet !== undefined)
  return ownAddresses().find((address) => known.some((subnet) => inside(address, subnet)))
}

/** Undefined where the machine itself cannot be asked. */
async function opensFromGateway(
  { cloud, fleet }: OwnMachines,
  host: string,
  port: number,
): Promise<boolean | undefined> {
  const [gateway] = machinesWith(cloud, 'ovn-gateway')
  if (gateway === undefined) return undefined
  try {
    const transport = await fleet.transport(gateway.name)
    // A forwarded stream to a port that drops would hold one of the connection's few channels for minutes.
    const probe = sh`timeout ${PATIENCE / 1000} bash -c ${'exec 3<>"/dev/tcp/$0/$1"'} ${host} ${port}`
    return (await transport.exec(probe, { root: false })).status === 0
  } catch (error) {
    if (error instanceof StacksteadError) return undefined
    throw error
  }
}
