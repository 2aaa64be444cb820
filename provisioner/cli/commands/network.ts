/** `stackstead network`: what instances are plugged into. */
import { Command, Option } from 'commander'
import { shownName } from '../render/text.ts'
import { type DeedOptions, deed, type Step } from '../running/deed.ts'
import { find, lookCommands } from '../running/looking.ts'
import { something, whole } from '../running/words.ts'
import { NETWORK, ROUTER } from './network/things.ts'

export function networkCommand(): Command {
  const network = new Command('network')
    .summary('list, create, change and delete networks')
    .description('Networks of the running cloud. Each is written by its name or id.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead network create lab --subnet 10.20.0.0/24 --router router
  stackstead network create lan --external --share --provider flat --physical-network physnet1
  stackstead network set lab --mtu 1400`,
    )
  for (const command of [...lookCommands(NETWORK), createCommand(), setCommand(), deleteCommand()])
    network.addCommand(command)
  return network
}

interface Fields extends DeedOptions {
  readonly description?: string
  readonly enable?: boolean
  readonly mtu?: number
  readonly portSecurity?: boolean
  readonly share?: boolean
  readonly external?: boolean
}

function withFields(command: Command): Command {
  return command
    .option('--description <text>', 'what it is for')
    .option('--enable', 'it carries traffic')
    .option('--no-enable', 'it carries nothing')
    .option('--mtu <bytes>', 'the largest packet', whole)
    .option('--port-security', 'security groups and addresses are enforced on its ports')
    .option('--no-port-security', 'nothing is enforced on them')
    .option('--share', 'for every project; administrators only')
    .option('--no-share', 'for its own project')
    .option('--external', 'routers may lead out by it; administrators only')
    .option('--no-external', 'they may not')
}

function fieldsOf({ description, enable, external, mtu, portSecurity, share }: Fields) {
  return {
    ...{ description, mtu, isEnabled: enable, hasPortSecurity: portSecurity },
    ...{ isShared: share, isExternal: external },
  }
}

interface Create extends Fields {
  readonly subnet?: string
  readonly router?: string
  readonly provider?: 'flat' | 'vlan' | 'geneve'
  readonly physicalNetwork?: string
  readonly segment?: number
}

function createCommand(): Command {
  const command = withFields(
    new Command('create')
      .summary('create a network')
      .argument('<name>', 'what it shall be called')
      .option('--subnet <subnet>', 'its addresses, like 10.20.0.0/24')
      .option('--router <router>', 'a router to connect it to, by name or id; needs --subnet'),
  )
    .addOption(
      new Option('--provider <how>', 'how it is carried; administrators only').choices(['flat', 'vlan', 'geneve']),
    )
    .option('--physical-network <name>', 'of flat and vlan: as the machines call it')
    .option('--segment <number>', 'the VLAN, or the number of the tunnel', whole)
  return deed<Create>(command, async ({ os }, own, [name = '']) => {
    const router = own.router === undefined ? undefined : await find(os, ROUTER, own.router)
    const cidr = own.subnet
    const network: Step = {
      action: 'network.create',
      input: { name, ...fieldsOf(own), provider: providerOf(own) as { type: 'geneve' } | undefined },
    }
    if (cidr === undefined) return { steps: [network], said: `${shownName(name)} is there.` }
    const subnet = ([networkId = 'NETWORK']: readonly string[]): Step => ({
      action: 'subnet.create',
      input: { name, networkId, cidr },
    })
    const side = ([, subnetId = 'SUBNET']: readonly string[]): Step => ({
      action: 'router.addInterface',
      input: { id: router?.id ?? '', name: router?.name ?? '', side: { subnetId } },
    })
    return {
      steps: [network, subnet, ...(router === undefined ? [] : [side])],
      said: `${shownName(name)} is there.`,
    }
  })
}

/** Whatever does not belong together is told by the action's schema. */
function providerOf({ physicalNetwork, provider: type, segment }: Create): object | undefined {
  if (type === undefined) return undefined
  return {
    type,
    ...(physicalNetwork === undefined ? {} : { physicalNetwork }),
    ...(segment === undefined ? {} : { segmentationId: segment }),
  }
}

function setCommand(): Command {
  const command = withFields(
    new Command('set')
      .summary('change a network')
      .argument('<network>', 'its name or id')
      .option('--name <name>', 'what it shall be called from now on'),
  )
  return deed<Fields & { readonly name?: string }>(command, async ({ os }, own, [wanted = '']) => {
    const { id, name } = await find(os, NETWORK, wanted)
    const change = something({ newName: own.name, ...fieldsOf(own) })
    return {
      steps: [{ action: 'network.update', input: { id, name, ...change } }],
      said: `${shownName(name)} is changed.`,
    }
  })
}

function deleteCommand(): Command {
  const command = new Command('delete').summary('delete a network').argument('<network>', 'its name or id')
  return deed(command, async ({ os }, _own, [wanted = '']) => {
    const { id, name } = await find(os, NETWORK, wanted)
    return { steps: [{ action: 'network.delete', input: { id, name } }], said: `${shownName(name)} is deleted.` }
  })
}
