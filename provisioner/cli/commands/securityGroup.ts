/** `stackstead security-group`: what may reach an instance. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { StacksteadError } from '../../core/errors.ts'
import { type InputOfAction, RULE_PRESETS, rulesOf } from '../../index.ts'
import { shownName } from '../render/text.ts'
import { type DeedOptions, deed, type Step } from '../running/deed.ts'
import { find, lookCommands } from '../running/looking.ts'
import { several, something } from '../running/words.ts'
import { type Common, described, renamed } from './network/fields.ts'
import { GROUP } from './network/things.ts'

const PRESETS = RULE_PRESETS.map(({ id }) => id)

export function securityGroupCommand(): Command {
  const group = new Command('security-group')
    .summary('list, create, change and delete security groups and their rules')
    .description('What may reach an instance. Each is written by its name or id.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead security-group create web --preset ssh --preset web
  stackstead security-group add-rule web --protocol tcp --port 8000:8099 --remote-ip 10.0.0.0/8
  stackstead security-group add-rule web --protocol icmp --icmp-type 8
  stackstead security-group add-rule db --protocol tcp --port 5432 --remote-group web`,
    )
  for (const command of [
    ...lookCommands(GROUP),
    createCommand(),
    setCommand(),
    addRuleCommand(),
    deleteRuleCommand(),
    deleteCommand(),
  ])
    group.addCommand(command)
  return group
}

function preset(word: string, before: readonly string[] = []): string[] {
  if (PRESETS.includes(word)) return several(word, before)
  throw new InvalidArgumentError(`There are ${PRESETS.join(', ')}.`)
}

function rulesFor(presets: readonly string[], group: { readonly id: string; readonly name: string }): Step[] {
  return RULE_PRESETS.filter(({ id }) => presets.includes(id)).flatMap((one) =>
    rulesOf(one, group).map((input) => ({ action: 'securityGroupRule.create' as const, input })),
  )
}

interface Create extends Common {
  readonly stateless?: true
  readonly preset?: readonly string[]
}

function createCommand(): Command {
  const command = described(new Command('create').summary('create a security group'))
    .argument('<name>', 'what it shall be called')
    .option('--stateless', 'answers do not pass by themselves')
    .option('--preset <rules>', `rules it begins with, ${PRESETS.join(', ')}; again for more`, preset)
  return deed<Create>(command, async (_place, own, [name = '']) => {
    const { description, preset: presets = [], stateless } = own
    const rules = (id: string): Step[] => rulesFor(presets, { id, name })
    return {
      steps: [
        { action: 'securityGroup.create', input: { name, description, isStateful: stateless && false } },
        ...rules('GROUP').map(
          (step, at) =>
            ([id]: readonly string[]) =>
              id === undefined ? step : (rules(id)[at] ?? step),
        ),
      ],
      said: `${shownName(name)} is there.`,
    }
  })
}

function setCommand(): Command {
  const command = described(
    renamed(new Command('set').summary('change a security group').argument('<group>', 'its name or id')),
  )
  return deed<Common>(command, async ({ os }, own, [wanted = '']) => {
    const { id, name } = await find(os, GROUP, wanted)
    const change = something({ newName: own.name, description: own.description })
    return {
      steps: [{ action: 'securityGroup.update', input: { id, name, ...change } }],
      said: `${shownName(name)} is changed.`,
    }
  })
}

interface Rule extends DeedOptions {
  readonly preset?: readonly string[]
  readonly egress?: true
  readonly ipv6?: true
  readonly protocol?: string
  readonly port?: { readonly first: number; readonly last: number }
  readonly icmpType?: number
  readonly icmpCode?: number
  readonly remoteIp?: string
  readonly remoteGroup?: string
  readonly description?: string
}

function addRuleCommand(): Command {
  const command = new Command('add-rule')
    .summary('let something through')
    .argument('<group>', 'its name or id')
    .addOption(new Option('--preset <rules>', `rules that are there: ${PRESETS.join(', ')}`).argParser(preset))
    .option('--egress', 'out of the instance (default: into it)')
    .option('--ipv6', 'IPv6 (default: as the addresses are, else IPv4)')
    .option('--protocol <protocol>', 'tcp, udp, icmp …, or its number (default: any)')
    .option('--port <ports>', 'one, or first:last (default: all)', ports)
    .option('--icmp-type <n>', 'of icmp: the type', octet)
    .option('--icmp-code <n>', 'of icmp: the code', octet)
    .option('--remote-ip <cidr>', 'from whom, or to whom (default: anybody)')
    .option('--remote-group <group>', 'from the members of a group, or to them')
    .option('--description <text>', 'what it is for')
  return deed<Rule>(command, async ({ os }, own, [wanted = '']) => {
    const { id, name } = await find(os, GROUP, wanted)
    const group = { id, name }
    const fromGroupId = own.remoteGroup === undefined ? undefined : (await find(os, GROUP, own.remoteGroup)).id
    const steps: Step[] =
      own.preset === undefined
        ? [{ action: 'securityGroupRule.create', input: { ...ruleOf(own), group, fromGroupId } }]
        : rulesFor(own.preset, group)
    return { steps, said: `${shownName(name)} lets it through.` }
  })
}

function ruleOf(own: Rule): Omit<InputOfAction<'securityGroupRule.create'>, 'group'> {
  const { description, egress, icmpCode, icmpType, ipv6, port, protocol, remoteIp } = own
  const family = ipv6 === true || remoteIp?.includes(':') === true ? 'IPv6' : 'IPv4'
  return {
    ...{ direction: egress === true ? 'egress' : 'ingress', family, from: remoteIp, description, ports: port },
    protocol: (protocol === 'icmp' && family === 'IPv6' ? 'ipv6-icmp' : protocol) as 'tcp' | undefined,
    ...(icmpType === undefined ? {} : { icmp: { type: icmpType, code: icmpCode } }),
  }
}

function ports(text: string) {
  const [, first, last = first] = /^(\d{1,5})(?::(\d{1,5}))?$/.exec(text) ?? []
  if (first !== undefined) return { first: Number(first), last: Number(last) }
  throw new InvalidArgumentError('Write it as 22 or as 8000:8099.')
}

function octet(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number from 0 to 255.')
}

function deleteRuleCommand(): Command {
  const command = new Command('delete-rule')
    .summary('let something through no more')
    .argument('<group>', 'its name or id')
    .argument('<rule>', 'its id; "show" of the group tells it')
  return deed(command, async ({ os }, _own, [wanted = '', id = '']) => {
    const { name, rules } = await find(os, GROUP, wanted)
    if (!rules.some((rule) => rule.id === id))
      throw new StacksteadError({ code: 'invalid-input', message: `${shownName(name)} has no rule ${shownName(id)}.` })
    return { steps: [{ action: 'securityGroupRule.delete', input: { id, name: '' } }], said: 'The rule is deleted.' }
  })
}

function deleteCommand(): Command {
  const command = new Command('delete').summary('delete a security group').argument('<group>', 'its name or id')
  return deed(command, async ({ os }, _own, [wanted = '']) => {
    const { id, name } = await find(os, GROUP, wanted)
    return { steps: [{ action: 'securityGroup.delete', input: { id, name } }], said: `${shownName(name)} is deleted.` }
  })
}
