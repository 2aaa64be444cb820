/** What `stackstead init` writes: cloud.yaml from machines named on the command line, or a layout to fill in. */
import { readFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import { StacksteadError } from '../core/errors.ts'
import { checkCloud, type LayoutName, type NewMachine, newCloudFile, SETTINGS, writeCloudFile } from '../index.ts'

export interface InitOptions {
  readonly layout?: LayoutName
  readonly name?: string
  /** name=address each. */
  readonly machine?: readonly string[]
  readonly user?: string
  readonly key?: string
  readonly management?: string
  readonly provider?: string
  readonly gateway?: string
  readonly instances?: string
  readonly nic?: string
}

/** They describe the networks of machines that are named. */
const NETWORK_OPTIONS = ['management', 'provider', 'gateway', 'instances', 'nic'] as const

/** The text of cloud.yaml. @throws StacksteadError `invalid-input` where what was given makes no cloud */
export function newCloudText(given: InitOptions): string {
  const machines = distinct((given.machine ?? []).map(parseMachine))
  if (machines.length === 0) return sound(layoutText(given))
  const layout = given.layout ?? (machines.length === 1 ? 'all-in-one' : 'controller-and-computes')
  const { management, user, key } = given
  const file = newCloudFile({
    name: given.name ?? 'home',
    layout,
    machines,
    networks: { management: { subnet: management ?? commonSubnet(machines) }, ...providerOf(given) },
  })
  const ssh = { ...(user === undefined ? {} : { user }), ...(key === undefined ? {} : { key }) }
  return sound(writeCloudFile({ ...file, ...(Object.keys(ssh).length === 0 ? {} : { ssh }) }))
}

function sound(text: string): string {
  const { problems } = checkCloud(text, SETTINGS)
  if (problems.length === 0) return text
  throw new StacksteadError({
    code: 'invalid-input',
    message: 'What was given makes no cloud; nothing was written.',
    detail: problems.map(({ where, message }) => (where === '' ? message : `${where}: ${message}`)).join('\n'),
    remedy: 'Correct the command line; "stackstead help init" explains the options.',
  })
}

/** One of the layouts shipped, with placeholders instead of machines. */
function layoutText({ layout = 'controller-and-computes', name, user, key, ...given }: InitOptions): string {
  const left = NETWORK_OPTIONS.filter((option) => given[option] !== undefined)
  if (left.length > 0)
    throw new StacksteadError({
      code: 'invalid-input',
      message: `Without machines a layout to fill in is written, and ${left.map((option) => `--${option}`).join(', ')} would have no place in it.`,
      remedy:
        'Name the machines as well, with --machine name=address for each, or leave the networks out and write them into the file.',
    })
  const text = readFileSync(new URL(`../../templates/clouds/${layout}.yaml`, import.meta.url), 'utf8')
  const changes: [RegExp, string | undefined][] = [
    [/^name: .*$/m, name && `name: ${JSON.stringify(name)}`],
    [/^ {2}user: .*$/m, user && `  user: ${JSON.stringify(user)}`],
    [/^ {2}key: .*$/m, key && `  key: ${JSON.stringify(key)}`],
  ]
  return changes.reduce((whole, [line, by]) => (by === undefined ? whole : whole.replace(line, () => by)), text)
}

function parseMachine(text: string): NewMachine {
  const [, name, address] = /^([^=]+)=([^=]+)$/.exec(text) ?? []
  const remedy = 'Write --machine name=address, like --machine controller=10.83.0.11.'
  if (name === undefined || address === undefined) {
    const message = `${JSON.stringify(text)} does not name a machine.`
    throw new StacksteadError({ code: 'invalid-input', message, remedy })
  }
  if (isIPv4(address)) return { name, address }
  const message = `${JSON.stringify(address)}, the address of ${name}, is not an IPv4 address.`
  throw new StacksteadError({ code: 'invalid-input', message, remedy })
}

/** In a file the second of one name would take the place of the first without a word. */
function distinct(machines: readonly NewMachine[]): readonly NewMachine[] {
  const names = machines.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice === undefined) return machines
  throw new StacksteadError({
    code: 'invalid-input',
    message: `Two machines are called ${twice}.`,
    remedy: 'Give each --machine a name of its own.',
  })
}

/** The /24 all addresses lie in: what most homes and offices have. */
function commonSubnet(machines: readonly NewMachine[]): string {
  const subnets = new Set(machines.map(({ address }) => /^(\d+\.\d+\.\d+)\.\d+$/.exec(address)?.[1]))
  const [only] = subnets
  if (subnets.size === 1 && only !== undefined) return `${only}.0/24`
  throw new StacksteadError({
    code: 'invalid-input',
    message: 'The management network cannot be guessed from the addresses.',
    remedy: 'Name it: --management 10.83.0.0/24. It is the network on which the machines talk to each other.',
  })
}

function providerOf({ provider, gateway, instances, nic }: InitOptions) {
  if ([provider, gateway, instances, nic].every((one) => one === undefined)) return {}
  if (provider === undefined || gateway === undefined || instances === undefined || nic === undefined) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: 'The provider network is described only in part.',
      remedy: 'Give all of --provider, --gateway, --instances and --nic, or none for a cloud without LAN addresses.',
    })
  }
  return { provider: { subnet: provider, gateway, instances, nic } }
}
