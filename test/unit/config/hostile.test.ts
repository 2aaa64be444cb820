/** Property tests: nothing a person can write makes reading crash, and every problem has its place in the file. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { checkCloud, parseCloud } from '../../../provisioner/config/parseCloud.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { SOUND_CLOUD } from '../../support/clouds.ts'

const HOSTILE = [
  "'",
  '"',
  '$(reboot)',
  '`id`',
  'a\nb',
  '\0',
  '%s',
  '%n',
  '{{ x }}',
  '{% raw %}',
  '-oProxyCommand=x',
  '../..',
  'ünïcode',
  '💥',
  '\u2028',
  '<<',
  '!!js/function',
  '&a *a',
  '__proto__',
  'constructor',
  'toString',
  ' ',
  '#',
  ': ',
  '10.0.0.0/8',
  '::1',
  '1e999',
  'null',
  'yes',
]
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string())
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text),
  fc.dictionary(text, text),
)

/** Reads a text; anything but a Cloud or the engine's own error is a crash. Gives the cloud where there is one. */
function survives(yaml: string) {
  const { problems, cloud } = checkCloud(yaml)
  const lines = yaml.split(/\r\n|\n/)
  for (const { line, column, message } of problems) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lines.length)
    expect(column).toBeGreaterThanOrEqual(1)
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1)
    // A message is one line: it goes to a terminal, and its file:line:column to an editor.
    expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
  }
  try {
    parseCloud(yaml, 'cloud.yaml')
    expect(problems).toEqual([])
  } catch (error) {
    expect(error).toBeInstanceOf(StacksteadError)
    expect(problems.length).toBeGreaterThan(0)
  }
  return cloud
}

/** Every path of the sound cloud, so that each field is once given something it was not made for. */
const PATHS: readonly (readonly (string | number)[])[] = [
  [],
  ['name'],
  ['region'],
  ['ssh'],
  ['ssh', 'user'],
  ['ssh', 'key'],
  ['ssh', 'port'],
  ['ssh', 'jump'],
  ['machines'],
  ['machines', 'controller'],
  ['machines', 'controller', 'address'],
  ['machines', 'controller', 'roles'],
  ['machines', 'controller', 'roles', 0],
  ['machines', 'compute-1', 'nics'],
  ['machines', 'compute-1', 'nics', 'provider'],
  ['machines', 'compute-2', 'management'],
  ['machines', 'compute-2', 'tunnel'],
  ['networks'],
  ['networks', 'management'],
  ['networks', 'management', 'subnet'],
  ['networks', 'provider'],
  ['networks', 'provider', 'subnet'],
  ['networks', 'provider', 'gateway'],
  ['networks', 'provider', 'instances'],
  ['networks', 'provider', 'dns'],
  ['networks', 'provider', 'dns', 0],
  ['networks', 'provider', 'nic'],
  ['networks', 'tenant', 'subnet'],
  ['placement'],
  ['placement', 'horizon'],
  ['settings'],
  ['settings', 'nova'],
  ['settings', 'nova', 'cpuMode'],
]

function sound(): Record<string, unknown> {
  return {
    name: 'home',
    region: 'RegionOne',
    ssh: { user: 'debian', key: '~/.ssh/id_ed25519', port: 22, jump: 'gate' },
    machines: {
      controller: { address: '10.83.0.11', roles: ['controller', 'network'] },
      'compute-1': { address: '10.83.0.12', roles: ['compute'], nics: { provider: 'enp2s0' } },
      'compute-2': { address: 'node2.example.org', management: '10.83.0.13', tunnel: '10.85.0.13', roles: ['compute'] },
    },
    networks: {
      management: { subnet: '10.83.0.0/24' },
      provider: {
        subnet: '10.84.0.0/24',
        gateway: '10.84.0.1',
        instances: '10.84.0.100-10.84.0.199',
        dns: ['9.9.9.9'],
        nic: 'lan0',
      },
      tenant: { subnet: '192.168.120.0/24' },
    },
    placement: { horizon: 'compute-1' },
    settings: { nova: { cpuMode: 'host-model' } },
  }
}

function put(data: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(data)) return data.map((one, index) => (index === key ? put(one, rest, value) : one))
  const fields = Object.entries(data as object).map(([name, one]) => [name, name === key ? put(one, rest, value) : one])
  return Object.fromEntries(fields)
}

// Hundreds of files each: seconds on a quiet computer, more on one that is busy with the lab.
describe('reading cloud.yaml', { timeout: 120_000 }, () => {
  it('survives anything in any field', () => {
    const field = fc.tuple(fc.constantFrom(...PATHS), anything)
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 3 }), (changes) => {
        const data = changes.reduce<unknown>((whole, [path, value]) => {
          try {
            return put(whole, path, value)
          } catch {
            return whole // an earlier change has taken this path away
          }
        }, sound())
        survives(stringify(data))
      }),
      { numRuns: 400 },
    )
  })

  it('survives any name of a machine, part, component or field', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('machines', 'placement', 'settings', 'networks', ''), (name, under) => {
        const data = sound()
        const target = under === '' ? data : (data[under] as Record<string, unknown>)
        Object.defineProperty(target, name, {
          value: { address: '10.83.0.99', roles: ['compute'] },
          enumerable: true,
          configurable: true,
          writable: true,
        })
        const cloud = survives(stringify(data))
        for (const machine of cloud?.machines ?? []) expect(machine.name).toMatch(/^[a-z0-9][a-z0-9-]*$/)
      }),
      { numRuns: 200 },
    )
  })

  it('survives any text, and any piece of YAML put into the middle of a sound file', () => {
    fc.assert(fc.property(text, (yaml) => void survives(yaml)))
    const piece = fc.oneof(
      text,
      fc.constantFrom(
        '[',
        ']',
        '{',
        '}',
        '&a ',
        '*a',
        '? ',
        '- ',
        '|',
        '>\n',
        '---\n',
        '%YAML 9\n',
        '\t',
        '!!binary ',
        '"',
      ),
    )
    fc.assert(
      fc.property(
        fc.nat(SOUND_CLOUD.length),
        piece,
        (at, put) => void survives(SOUND_CLOUD.slice(0, at) + put + SOUND_CLOUD.slice(at)),
      ),
      { numRuns: 400 },
    )
  })
})
