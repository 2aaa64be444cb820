/** The form of a new instance: what is obvious needs no choice, what is wrong is said beside its field, what is done is told before. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as actions from '../../../electron/contract/actions.ts'
import type { PlacementForecast } from '../../../electron/contract/index.ts'
import type { Flavor, Image, Network, SecurityGroup, Subnet } from '../../../electron/contract/live.ts'
import { addressProblem } from '../../../renderer/features/instances/create/addressIn.ts'
import { chosenOf } from '../../../renderer/features/instances/create/chosen.ts'
import { userDataLook, withPart } from '../../../renderer/features/instances/create/cloudConfig.ts'
import { type Draft, draftOf, EMPTY } from '../../../renderer/features/instances/create/draft.ts'
import { shownHosts, verdict } from '../../../renderer/features/instances/create/forecastWords.ts'
import { formProblems } from '../../../renderer/features/instances/create/formProblems.ts'
import { SNIPPETS } from '../../../renderer/features/instances/create/snippets.ts'
import { type Made, stepsOf } from '../../../renderer/features/instances/create/steps.ts'
import type { World } from '../../../renderer/features/instances/create/world.ts'
import { explained } from '../../../renderer/ui/explained.ts'

const image = { id: 'i1', name: 'debian', status: 'active', minDisk: 2, minMemory: 256, size: 2 ** 30 } as Image
const nano: Flavor = {
  ...{ id: 'f0', name: 'm1.nano', description: '', cpus: 1, memory: 128, disk: 1, ephemeral: 0, swap: 0 },
  ...{ isPublic: true, extraSpecs: {} },
}
const small: Flavor = { ...nano, id: 'f1', name: 'm1.small', memory: 2048, disk: 20 }
const inner = {
  id: 'n1',
  name: 'private',
  projectId: 'p1',
  isShared: false,
  isExternal: false,
  subnetIds: ['s1'],
} as unknown as Network
const lan = {
  id: 'n2',
  name: 'lan',
  projectId: 'p0',
  isShared: true,
  isExternal: true,
  subnetIds: ['s2'],
} as unknown as Network
const subnet = { id: 's1', name: 'private', networkId: 'n1', cidr: '10.83.0.0/24', gateway: '10.83.0.1' } as Subnet
const rule = { direction: 'ingress', protocol: 'tcp', firstPort: 22, lastPort: 22, family: 'IPv4' }
const usual = { id: 'g1', name: 'default', projectId: 'p1', isShared: false, rules: [] } as unknown as SecurityGroup
const open = { id: 'g2', name: 'let-in', projectId: 'p1', isShared: false, rules: [rule] } as unknown as SecurityGroup

const world = (altered: Partial<World> = {}): World => ({
  ...{ images: [image], flavors: [small, nano], networks: [inner], subnets: [subnet], groups: [usual, open] },
  ...{
    keypairs: [{ id: 'me', name: 'me', type: 'ssh', publicKey: 'ssh-ed25519 AAAA', fingerprint: 'f' }],
    keptKeys: [],
  },
  ...{ serverGroups: [], zones: [], presets: actions.RULE_PRESETS, projectId: 'p1', isAdmin: true },
  ...altered,
})
const draft = (altered: Partial<Draft> = {}): Draft => ({ ...EMPTY, name: 'web', ...altered })

function looked(altered: Partial<Draft> = {}, around: Partial<World> = {}) {
  const [one, all] = [draft(altered), world(around)]
  const chosen = chosenOf(one, all)
  return { chosen, problems: formProblems(one, chosen, all, actions), steps: stepsOf(one, chosen, all) }
}

describe('what is obvious', () => {
  test('with one image, one network and one key only a name is needed', () => {
    const { problems, steps } = looked()
    expect(problems).toEqual({})
    expect(steps).toEqual([
      {
        key: 'server',
        action: 'server.create',
        input: { name: 'web', imageId: 'i1', flavorId: 'f1', networks: [{ networkId: 'n1' }], keyName: 'me' },
      },
    ])
    expect(looked({ name: '' }).problems).toEqual({ name: 'A name is needed.' })
  })

  test('the smallest flavor the image goes with', () => {
    expect(looked().chosen.flavor?.name).toBe('m1.small')
    expect(looked({}, { images: [{ ...image, minDisk: 0, minMemory: 0, size: 1 }] }).chosen.flavor?.name).toBe(
      'm1.nano',
    )
  })

  test('a disk as large as the one inside the image, which may be larger than its file', () => {
    const inside = { ...image, minDisk: 0, virtualSize: 21 * 2 ** 30 }
    const large = { ...small, id: 'f2', name: 'm1.large', memory: 4096, disk: 40 }
    expect(looked({}, { images: [inside], flavors: [nano, small, large] }).chosen.flavor?.name).toBe('m1.large')
  })

  test('of several images, networks and keys none, but the own network and the key that is kept here', () => {
    const keypairs = ['me', 'you'].map(
      (name) => ({ ...world().keypairs[0], id: name, name }) as World['keypairs'][number],
    )
    const several = { images: [image, { ...image, id: 'i2' }], networks: [inner, lan], keypairs }
    const { chosen, problems } = looked({}, several)
    expect(chosen).toMatchObject({ image: undefined, keyName: undefined, cards: [{ networkId: 'n1' }] })
    expect(problems).toEqual({ image: 'Choose an image.' })
    expect(looked({}, { ...several, keptKeys: ['you'] }).chosen.keyName).toBe('you')
    expect(looked({}, { ...several, networks: [inner, { ...inner, id: 'n3' }] }).problems.cards).toBe(
      'Choose a network.',
    )
  })

  test('the first instance is on the LAN and lets ssh in', () => {
    const first = draftOf(new URLSearchParams('first=yes'))
    const { chosen, steps } = looked(first, { networks: [inner, lan] })
    expect(chosen).toMatchObject({ cards: [{ networkId: 'n2' }], groupIds: ['g1', 'g2'] })
    expect(steps.at(-1)?.input).toMatchObject({ name: 'first', securityGroups: ['g1', 'g2'] })
  })

  test('a link says what it shall be made of', () => {
    const linked = draftOf(new URLSearchParams('image=i1&flavor=f0&network=n2&key=you&group=g2&name=web'))
    expect(linked).toMatchObject({ imageId: 'i1', flavorId: 'f0', keyName: 'you', groupIds: ['g2'], name: 'web' })
    expect(linked.cards).toEqual([{ networkId: 'n2', address: '' }])
  })
})

describe('an ISO', () => {
  const iso = { ...image, name: 'installer', format: 'iso', minDisk: 0 } as Image
  const roomy: Flavor = { ...small, id: 'f2', name: 'm1.roomy', memory: 4096, ephemeral: 40 }

  test('is installed to the ephemeral disk of the smallest flavor that has one', () => {
    const { chosen, problems, steps } = looked({}, { images: [iso], flavors: [nano, small, roomy] })
    expect(problems).toEqual({})
    expect(chosen.flavor?.name).toBe('m1.roomy')
    expect(steps.at(-1)?.input).toMatchObject({ flavorId: 'f2', installDisk: 40 })
  })

  test('has an own size whose disk is the one installed to, beside one for the ISO itself', () => {
    const own = { cpus: '2', memory: '4', disk: '30' }
    const { problems, steps } = looked({ sizing: 'own', own }, { images: [{ ...iso, size: 5 * 2 ** 30 }] })
    expect(problems).toEqual({})
    expect(steps.map(({ input }) => input)).toMatchObject([
      { name: 'own-2c-4096m-5g-30e', disk: 5, ephemeral: 30 },
      { flavorId: 'own-2c-4096m-5g-30e', installDisk: 30 },
    ])
    const equal: Flavor = { ...roomy, id: 'f3', cpus: 2, disk: 5, ephemeral: 30 }
    const again = looked({ sizing: 'own', own }, { images: [{ ...iso, size: 5 * 2 ** 30 }], flavors: [equal] })
    expect(again.steps.map(({ action }) => action)).toEqual(['server.create'])
    expect(looked({ sizing: 'own', own: { ...own, disk: '0' } }, { images: [iso] }).problems.disk).toContain('from 1')
  })

  test('is told why no flavor goes with it, and may be run without a disk where one is chosen', () => {
    expect(looked({}, { images: [iso] }).problems.flavor).toContain('ephemeral disk to install to')
    const { problems, steps } = looked({ flavorId: 'f1' }, { images: [iso] })
    expect(problems).toEqual({})
    expect(steps.at(-1)?.input).not.toHaveProperty('installDisk')
  })

  test('is the only image that gets such a disk', () => {
    expect(looked({ flavorId: 'f2' }, { flavors: [roomy] }).steps.at(-1)?.input).not.toHaveProperty('installDisk')
  })
})

const WRONG: readonly (readonly [string, Partial<Draft>, Partial<World>, Record<string, string>])[] = [
  ['a name Nova refuses', { name: '🚀' }, {}, { name: expect.stringContaining('emoji') as unknown as string }],
  ['no number', { count: 'two' }, {}, { count: 'Write a number from 1 to 100.' }],
  ['too many', { count: '101' }, {}, { count: 'From 1 to 100.' }],
  ['none', { count: '0' }, {}, { count: 'From 1 to 100.' }],
  [
    'an image that is gone',
    { imageId: 'x' },
    {},
    { image: 'That image is gone, or cannot be used now. Choose another.' },
  ],
  ['a flavor that is gone', { flavorId: 'x' }, {}, { flavor: 'That flavor is gone. Choose another.' }],
  [
    'a flavor too small for the image',
    { flavorId: 'f0' },
    {},
    { flavor: 'm1.nano is too small: the image needs 256 MiB of memory.' },
  ],
  [
    'an own size that is none',
    { sizing: 'own', own: { cpus: '0', memory: 'much', disk: '1.5' } },
    {},
    {
      ...{ cpus: 'Write a whole number from 1.', memory: 'Write GiB, like 2 or 0.5.' },
      disk: 'Write whole GiB; 0 is as large as the image.',
    },
  ],
  [
    'an own size too small for the image',
    { sizing: 'own', own: { cpus: '1', memory: '1', disk: '1' } },
    {},
    { disk: 'Too small: the image needs 2 GiB of disk.' },
  ],
  [
    'an own size of a member',
    { sizing: 'own', own: { cpus: '3', memory: '1', disk: '10' } },
    { isAdmin: false },
    { flavor: 'No flavor has exactly this size, and only administrators make new ones.' },
  ],
  ['no network', { cards: [] }, {}, { cards: 'Choose a network.' }],
  [
    'an address from elsewhere',
    { cards: [{ networkId: 'n1', address: '10.84.0.5' }] },
    {},
    { 'address.0': 'It is in none of the subnets of private (10.83.0.0/24).' },
  ],
  [
    'one address for several',
    { count: '2', cards: [{ networkId: 'n1', address: '10.83.0.5' }] },
    {},
    { 'address.0': 'Several instances cannot have the same address: leave it empty, or make one instance.' },
  ],
  [
    'one address on two cards',
    { cards: ['10.83.0.5', '10.83.0.5'].map((address) => ({ networkId: 'n1', address })) },
    {},
    { 'address.1': 'Another card has that address.' },
  ],
  [
    'YAML that is none',
    { userData: '#cloud-config\npackages: [git\n' },
    {},
    { userData: expect.stringMatching(/^Line \d: .+\.$/) as unknown as string },
  ],
  ['user data that is too long', { userData: `#!/bin/sh\n${'x'.repeat(50_000)}` }, {}, { userData: '48 KiB at most.' }],
  [
    'metadata without a name, twice, and with signs',
    {
      metadata: [
        { key: '', value: 'x' },
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
        { key: 'a/b', value: '' },
        { key: '', value: '' },
      ],
    },
    {},
    {
      'metadata.0.key': 'A name is needed.',
      'metadata.2.key': 'It is there already.',
      'metadata.3.key': 'Letters, digits, spaces and - _ : . only.',
    },
  ],
]

test.each(WRONG)('%s is said beside its field', (_words, altered, around, wanted) => {
  expect(looked(altered, around).problems).toEqual(wanted)
})

test('whatever is typed, nothing the schema would refuse is taken for right', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('1', '2', '0.5', '10.83.0.9', '#cloud-config\na: 1'),
  )
  const anyDraft = fc.record({
    ...{ name: anyText, count: anyText, userData: anyText, sizing: fc.constantFrom('flavor' as const, 'own' as const) },
    own: fc.record({ cpus: anyText, memory: anyText, disk: anyText }),
    cards: fc.array(fc.record({ networkId: fc.constant('n1'), address: anyText }), { maxLength: 2 }),
    metadata: fc.array(fc.record({ key: anyText, value: anyText }), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(anyDraft, (altered) => {
      const { problems, steps } = looked(altered)
      if (Object.keys(problems).length > 0) return
      expect(explained(actions, steps)).toMatchObject({ whole: true })
    }),
  )
})

describe('what is done', () => {
  test('a size of one’s own is a flavor first, unless one is as large', () => {
    const own = { sizing: 'own' as const, own: { cpus: '2', memory: '1.5', disk: '10' } }
    const { steps } = looked(own)
    expect(steps.map(({ action }) => action)).toEqual(['flavor.create', 'server.create'])
    expect(steps[0]?.input).toEqual({
      ...{ id: 'own-2c-1536m-10g', name: 'own-2c-1536m-10g', cpus: 2, memory: 1536, disk: 10 },
    })
    expect(steps[1]?.input).toMatchObject({ flavorId: 'own-2c-1536m-10g' })
    const equal = { ...small, id: 'f9', cpus: 2, memory: 1536, disk: 10 }
    expect(looked(own, { flavors: [equal] }).steps).toMatchObject([
      { action: 'server.create', input: { flavorId: 'f9' } },
    ])
    const special = { ...equal, name: 'own-2c-1536m-10g', extraSpecs: { 'hw:cpu_policy': 'dedicated' } }
    expect(looked(own, { flavors: [special] }).steps[0]?.input).toMatchObject({ id: 'own-2c-1536m-10g-2' })
  })

  test('a preset is a group with its rules first, and what was made is not made again', () => {
    const wanted = draft({ presetIds: ['ssh'] })
    const chosen = chosenOf(wanted, world())
    const before = stepsOf(wanted, chosen, world())
    expect(before.map(({ action }) => action)).toEqual([
      ...['securityGroup.create', 'securityGroupRule.create', 'securityGroupRule.create', 'server.create'],
    ])
    expect(explained(actions, before)).toMatchObject({ whole: true })
    const made: Made = new Map([['group ssh', 'g9']])
    const after = stepsOf(wanted, chosen, world(), made)
    expect(after[1]?.input).toMatchObject({ group: { id: 'g9' }, ports: { first: 22, last: 22 } })
    expect(after.at(-1)?.input).toMatchObject({ securityGroups: ['g1', 'g9'] })
  })

  test('a flavor that was made before a failure keeps its name', () => {
    const wanted = draft({ sizing: 'own', own: { cpus: '2', memory: '1', disk: '9' } })
    const before = world({ flavors: [] })
    const made: Made = new Map([['flavor own-2c-1024m-9g', null]])
    const steps = stepsOf(wanted, chosenOf(wanted, before), before, made)
    expect(steps.map(({ key }) => key)).toEqual(['flavor own-2c-1024m-9g', 'server'])
  })

  test('everything that was said is in the request', () => {
    const { steps } = looked({
      ...{ count: '3', userData: '#!/bin/sh\n', zone: 'nova', host: 'c1', serverGroupId: 'sg', keyName: null },
      ...{ groupIds: ['g2'], metadata: [{ key: 'role', value: 'front' }] },
    })
    expect(steps.at(-1)?.input).toMatchObject({
      ...{ count: 3, userData: '#!/bin/sh\n', zone: 'nova', host: 'c1', hints: { serverGroupId: 'sg' } },
      ...{ securityGroups: ['g2'], metadata: { role: 'front' } },
    })
    expect(steps.at(-1)?.input).not.toHaveProperty('keyName')
  })
})

describe('an address', () => {
  test.each([
    ['', undefined],
    ['10.83.0.20', undefined],
    ['fd00::5', undefined],
    ['10.83.0.1', "That is the subnet's gateway."],
    ['10.83.0.0', '10.83.0.0 is the network address of 10.83.0.0/24.'],
    ['10.83.0.255', '10.83.0.255 is the broadcast address of 10.83.0.0/24.'],
    ['10.83.0', 'Write an address, like 10.83.0.20, or leave it empty for any.'],
    ['010.83.0.5', 'Write an address, like 10.83.0.20, or leave it empty for any.'],
    ['fd01::5', 'It is in none of the subnets of private (10.83.0.0/24, fd00::/64).'],
  ])('%s', (text, why) => {
    const six = { name: 'six', cidr: 'fd00::/64', gateway: undefined }
    expect(addressProblem(text, [subnet, six], 'private')).toBe(why)
  })
})

describe('user data', () => {
  test.each([
    ['#cloud-config\npackages: [git]\n', 'cloud-config'],
    ['#!/bin/sh\necho hi\n', 'A script, run at the first start'],
    ['## template: jinja\n#cloud-config\n{% if %}', 'A Jinja template'],
    ['{"ignition": {}}', 'Not known to cloud-init'],
  ])('%j is told what it is', (text, kind) => {
    expect(userDataLook(text)).toMatchObject({ kind })
    expect(userDataLook(text).problem).toBeUndefined()
  })

  test.each(['# cloud-config\na: 1', ' #cloud-config\n', '#cloud-config\na: 1\na: 2\n', '#cloud-config\n- a\n'])(
    '%j is refused',
    (text) => expect(userDataLook(text).problem).toMatch(/\.$/),
  )

  test('every part goes into an empty text, into itself, and after every other one', () => {
    for (const one of SNIPPETS) {
      for (const other of SNIPPETS) {
        const key = { publicKey: 'ssh-ed25519 AAAA me' }
        const first = withPart('', one.part(key)) ?? ''
        expect(first).toMatch(/^#cloud-config\n/)
        expect(withPart(first, one.part(key))).toBe(first)
        expect(userDataLook(withPart(first, other.part(key)) ?? 'no')).toEqual({ kind: 'cloud-config' })
      }
    }
  })

  test('lists grow, comments stay, and what is there already stays as it is', () => {
    const before = '#cloud-config\n# mine\npackages:\n  - vim # needed\npackage_update: false\n'
    expect(withPart(before, { packages: ['vim', 'git'], package_update: true })).toBe(
      '#cloud-config\n# mine\npackages:\n  - vim # needed\n  - git\npackage_update: false\n',
    )
    expect(withPart('#!/bin/sh\n', { packages: [] })).toBeUndefined()
  })
})

describe('the forecast in words', () => {
  const host = (name: string, gets: number, refused = false) => ({
    ...{ host: name, zone: 'nova', room: gets, gets, free: {} },
    refusals: refused ? [{ filter: 'Placement' as const, why: 'No.' }] : [],
  })
  const told = (altered: Partial<PlacementForecast>): PlacementForecast => ({
    ...{ count: 3, fits: 3, hosts: [host('c1', 1), host('c2', 2)], quota: [], notes: [] },
    ...altered,
  })
  test.each([
    [{}, 'It fits', 'Likely 1 on c1 and 2 on c2.'],
    [{ count: 1, fits: 1, hosts: [host('c1', 1)] }, 'It fits', 'Likely on c1.'],
    [{ fits: 2 }, 'Only 2 of 3 fit', 'Nova starts all of them or none.'],
    [{ fits: 0, hosts: [host('c1', 0, true)] }, 'It fits nowhere', undefined],
    [{ fits: 0, hosts: [] }, 'There is no compute', 'No machine of this cloud runs nova-compute.'],
    [{ fits: undefined, hosts: undefined, hidden: 'Members.' }, 'The quota allows it', 'Members.'],
    [
      { quota: [{ what: 'cpus' as const, wanted: 2, used: 1, limit: 2, refused: 'Too much.' }] },
      'The quota refuses it',
      undefined,
    ],
  ])('%j', (altered, headline, explains) => {
    const found = verdict(told(altered as Partial<PlacementForecast>))
    expect([found.headline, found.explains]).toEqual([headline, explains])
  })

  test('where it does not fit, the hosts that refuse come first', () => {
    const hosts = [host('c1', 1), host('c2', 0, true), host('c3', 0, true)]
    expect(shownHosts({ count: 3, fits: 1, hosts }, 2)).toMatchObject({
      hosts: [{ host: 'c2' }, { host: 'c3' }],
      rest: '1 more host',
    })
    expect(shownHosts({ count: 1, fits: 1, hosts }, 2).hosts[0]).toMatchObject({ host: 'c1' })
  })
})
