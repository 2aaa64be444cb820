/** Whatever people call their things: commands stay one command, Terraform stays one block, addresses stay one address. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTIONS, type Action, type ActionName } from '../../../provisioner/actions/index.ts'
import { explained } from '../../support/explained.ts'
import { Expression, readHcl } from '../../support/readHcl.ts'

const NASTY = [
  ...[
    '${',
    '$${',
    '$$${',
    '%{',
    '%%{',
    '"',
    '\\',
    "'",
    '`',
    '$(id)',
    '-',
    '--help',
    ';',
    '&&',
    '#',
    '//',
    '/*',
    '..',
    '/',
  ],
  ...[
    '?',
    '&',
    '=',
    ',',
    '*',
    '~',
    '\n',
    '\r',
    '\t',
    '}',
    '{',
    ' ',
    '<b>',
    '&amp;',
    'é',
    '😀',
    '\u202e',
    '%2F',
    '$',
    '%',
  ],
]
const sign = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 3 }))
const hostile = (maxLength: number) => fc.array(sign, { minLength: 1, maxLength }).map((signs) => signs.join(''))

/** Without what Nova takes in no name, which would leave few names to look at. */
const visible = (maxLength: number) =>
  hostile(maxLength)
    .map((text) => text.replace(/[\p{C}\p{Zl}\p{Zp}\u{10000}-\u{10FFFF}]/gu, '').trim())
    .filter((text) => text !== '')

/** Without what no service keeps. */
const kept = (maxLength: number) => hostile(maxLength).map((text) => text.replace(/[\u{10000}-\u{10FFFF}]/gu, ''))

const id = hostile(6).map((text) => text.replace(/[\p{Cc}/]/gu, '_'))
const line = visible(12)
const text = hostile(20)
const pair = fc.record({ id, name: line })
const metadata = fc.dictionary(fc.stringMatching(/^[a-zA-Z0-9\-_:. ]{1,10}$/), kept(20), { maxKeys: 3 })

const some = { requiredKeys: ['name', 'imageId', 'flavorId', 'networks'] } as const
const server = fc.record(
  {
    ...{ name: line, imageId: id, flavorId: id, description: visible(20), keyName: line, userData: text },
    ...{ metadata, zone: line, host: line, securityGroups: fc.array(line, { maxLength: 2 }) },
    tags: fc.array(visible(3), { maxLength: 1 }),
    networks: fc.array(fc.record({ networkId: id }), { maxLength: 2 }),
    hints: fc.record({ serverGroupId: id, differentHostFrom: fc.array(id, { maxLength: 2 }) }),
  },
  { requiredKeys: [...some.requiredKeys] },
)
const sizes = { cpus: fc.constant(1), memory: fc.constant(64), disk: fc.constant(0) }

const carried = fc.record({ type: fc.constant('flat'), physicalNetwork: line })
/** Property names are free in Glance. */
const texts = fc.dictionary(line, kept(20), { maxKeys: 3 })

/** Actions with inputs nobody would wish for; only those that the form lets through are looked at. */
const cases: readonly (readonly [ActionName, fc.Arbitrary<unknown>])[] = [
  ['server.create', server],
  ['server.rename', pair.chain((one) => line.map((newName) => ({ ...one, newName })))],
  ['server.lock', pair.chain((one) => line.map((reason) => ({ ...one, reason })))],
  ['server.changeMetadata', pair.chain((one) => metadata.map((set) => ({ ...one, set })))],
  ['server.changeTags', pair.chain((one) => fc.array(line).map((remove) => ({ ...one, remove })))],
  ['server.createImage', pair.chain((one) => line.map((imageName) => ({ ...one, imageName })))],
  ['server.addSecurityGroup', pair.chain((one) => line.map((group) => ({ ...one, group })))],
  ['server.attachInterface', pair.chain((one) => id.map((networkId) => ({ ...one, card: { networkId } })))],
  ['flavor.create', fc.record({ id: fc.uuid(), name: line, description: visible(20), extraSpecs: metadata, ...sizes })],
  ['flavor.addProject', pair.chain((one) => line.map((projectId) => ({ ...one, projectId })))],
  ['serverGroup.create', fc.record({ name: line, policy: fc.constant('affinity') })],
  ['aggregate.create', fc.record({ name: line, zone: line })],
  ['aggregate.addHost', pair.chain((one) => line.map((host) => ({ ...one, host })))],
  ['computeService.disable', fc.record({ id, host: line, reason: line })],
  ['keypair.delete', pair],
  ['network.create', fc.record({ name: line, description: kept(20), projectId: id, provider: carried })],
  ['network.update', pair.chain((one) => line.map((newName) => ({ ...one, newName })))],
  ['subnet.create', fc.record({ name: line, networkId: id, cidr: fc.constant('10.1.0.0/24'), description: line })],
  ['router.create', fc.record({ name: line, gateway: fc.record({ networkId: id }) })],
  ['router.addInterface', pair.chain((one) => id.map((subnetId) => ({ ...one, side: { subnetId } })))],
  ['port.create', fc.record({ name: line, networkId: id, securityGroupIds: fc.array(id, { maxLength: 2 }) })],
  ['securityGroup.create', fc.record({ name: line, description: kept(20) })],
  ['securityGroupRule.create', fc.record({ group: pair, fromGroupId: id, description: kept(20) })],
  ['networkQuotas.set', fc.record({ project: pair, networks: fc.nat() })],
  ['image.create', fc.record({ name: line, format: fc.constant('raw'), tags: fc.array(line), properties: texts })],
  ['image.update', pair.chain((one) => texts.map((properties) => ({ ...one, properties })))],
  ['image.share', pair.chain((one) => pair.map((project) => ({ ...one, project })))],
  ['project.create', fc.record({ name: line, description: kept(20), domainId: id })],
  ['role.grant', fc.record({ user: pair, project: pair, role: pair })],
  ['applicationCredential.create', fc.record({ userId: id, name: line, description: kept(20) })],
]

function accepted(name: ActionName, inputs: fc.Arbitrary<unknown>, count: number): unknown[] {
  const { input } = ACTIONS[name] as Action
  return fc.sample(inputs, count).filter((one) => input.safeParse(one).success)
}

test('a shell reads the words that were meant, and no other', () => {
  const expected: string[] = []
  const script: string[] = []
  for (const [name, inputs] of cases) {
    const inputsOf = accepted(name, inputs, 150)
    expect(inputsOf.length, `${name} takes none of its inputs`).toBeGreaterThan(5)
    for (const input of inputsOf) {
      const action = ACTIONS[name] as Action
      const words = action.commands(action.input.parse(input)).flat()
      expected.push(...words)
      script.push(...explained(name, input as never).commands.map((line) => `printf '%s\\0' ${line}`))
    }
  }
  const shell = spawnSync('bash', ['-s'], { input: script.join('\n'), encoding: 'utf8' })
  expect(shell.stderr).toBe('')
  expect(shell.stdout.split('\0').slice(0, -1)).toEqual(expected)
})

test.each(cases)('%s: Terraform reads its blocks, with every value as it was given', (name, inputs) => {
  const action = ACTIONS[name] as Action
  for (const input of accepted(name, inputs, 150)) {
    const parsed = action.input.parse(input)
    const blocks = action.terraform?.(parsed)
    if (blocks === undefined) return
    const read = readHcl(explained(name, input as never).terraform ?? '')
    expect(read.map(({ labels }) => labels[0])).toEqual(blocks.map(({ type }) => type))
    for (const [index, { attributes, blocks: nested }] of read.entries()) {
      const meant = blocks[index]
      expect(attributes).toEqual(without(meant?.attributes ?? {}))
      expect(nested.map((one) => one.attributes)).toEqual((meant?.blocks ?? []).map((one) => without(one.attributes)))
      expect(Object.values(attributes).some((value) => value instanceof Expression)).toBe(false)
    }
  }
})

test.each(cases)('%s: what is asked for stays one path', (name, inputs) => {
  for (const input of accepted(name, inputs, 150)) {
    for (const { line } of explained(name, input as never).requests) {
      const [, path = '', ...rest] = line.split(' ')
      expect(rest).toEqual([])
      expect(path).toMatch(/^(\/[\w.~!*'()%-]+)+$/)
      // "." and ".." are the only names an address would take as steps of its own.
      expect(path.split('/')).not.toContain('..')
    }
  }
})

function without(attributes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(attributes)) as Record<string, unknown>
}
