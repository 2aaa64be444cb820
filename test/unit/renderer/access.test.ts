/** Access' pure parts: whose key is whose, who has which role, what a project leaves behind, what limits ask for, when things end. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ACTIONS } from '../../../electron/contract/actions.ts'
import type { KeptKey } from '../../../electron/contract/index.ts'
import type { Keypair, RoleAssignment } from '../../../electron/contract/live.ts'
import { expiresAt, expiryProblem } from '../../../renderer/features/access/expiry.ts'
import { fileWord } from '../../../renderer/features/access/fileWord.ts'
import { grantsOf, serviceUsers } from '../../../renderer/features/access/grantRows.ts'
import { keyRows } from '../../../renderer/features/access/keyRows.ts'
import { leftBehind, ownedWords } from '../../../renderer/features/access/owned.ts'
import {
  type Quotas,
  quotaRows,
  quotaSteps,
  typedOf,
  typedProblem,
} from '../../../renderer/features/access/quotaRows.ts'

const pair = (name: string, key: string): Keypair => ({
  ...{ id: name, name, type: 'ssh', fingerprint: 'aa:bb', publicKey: `ssh-ed25519 ${key} a comment` },
})
const kept = (name: string, key: string): KeptKey => ({ name, publicKey: `ssh-ed25519 ${key} ${name}`, madeAt: 1 })

describe('key pairs', () => {
  test('are the same where the public keys are, whatever they are called', () => {
    const rows = keyRows(
      [pair('laptop', 'AAA'), pair('other', 'BBB')],
      [kept('renamed', 'AAA'), kept('other', 'CCC')],
      [],
      'u1',
    )
    expect(
      rows.map(({ differs, kept: here, keypair, name }) => [name, here?.name, keypair !== undefined, differs]),
    ).toEqual([
      ['laptop', 'renamed', true, false],
      ['other', undefined, true, true],
      ['other', 'other', false, false],
    ])
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  test('name the instances of their own user, not of others who call theirs the same', () => {
    const server = (id: string, userId: string) => ({ id, name: id, keyName: 'laptop', userId })
    const servers = [server('mine', 'u1'), server('theirs', 'u2')]
    const [row] = keyRows([pair('laptop', 'AAA')], [], servers, 'u1')
    expect(row?.usedBy.map(({ id }) => id)).toEqual(['mine'])
    const [gone] = keyRows([], [kept('laptop', 'AAA')], servers, 'u1')
    expect(gone).toMatchObject({ keypair: undefined, usedBy: [{ id: 'mine' }] })
  })
})

describe('roles', () => {
  const named = (id: string) => ({ id, name: id })
  const given = (more: Partial<RoleAssignment>): RoleAssignment => ({
    ...{
      id: JSON.stringify(more),
      role: named('member'),
      user: named('ann'),
      group: undefined,
      project: named('shop'),
    },
    ...{ domain: undefined, isSystem: false, isInherited: false, ...more },
  })

  test('by user in a project: what came by a group or from above is not to be taken back here', () => {
    const all = [
      given({ role: named('reader') }),
      given({}),
      given({ user: undefined, group: named('staff') }),
      given({ isInherited: true, role: named('admin') }),
      given({ project: named('else') }),
    ]
    const grants = grantsOf(all, { project: 'shop' })
    expect(grants.map(({ roles, who }) => [who.id, roles.map(({ isOwn, role }) => [role.id, isOwn])])).toEqual([
      [
        'ann',
        [
          ['admin', false],
          ['member', true],
          ['reader', true],
        ],
      ],
      ['staff', [['member', false]]],
    ])
  })

  test('by place of a user, with those of domain and cloud', () => {
    const all = [
      given({}),
      given({ project: undefined, isSystem: true }),
      given({ project: undefined, domain: named('acme') }),
    ]
    const grants = grantsOf([...all, given({ user: named('bob') })], { user: 'ann' })
    expect(grants.map(({ who }) => who.name)).toEqual(['Domain acme', 'shop', 'The cloud itself'])
  })

  test("the cloud's own logins are those in its service project", () => {
    expect([...serviceUsers([given({}), given({ user: named('nova'), project: named('service') })])]).toEqual(['nova'])
  })
})

test('what a project leaves behind is counted by kind', () => {
  const rows = [{ projectId: 'p1' }, { projectId: 'p1' }, { projectId: 'p2' }, {}]
  const owned = leftBehind('p1', [
    { kind: 'instance', rows },
    { kind: 'network', rows: [{ projectId: 'p1' }] },
    { kind: 'image', rows: [] },
  ])
  expect(ownedWords(owned)).toEqual(['2 instances', '1 network'])
  expect(leftBehind('p3', [{ kind: 'instance', rows }])).toEqual([])
})

describe('limits', () => {
  const project = { id: 'p1', name: 'shop' }
  const share = (limit: number | undefined, used: number) => ({ limit, used })
  const network = {
    ...{ networks: share(10, 2), subnets: share(10, 2), ports: share(50, 9), routers: share(5, 1) },
    ...{ floatingIps: share(undefined, 3), securityGroups: share(10, 1), securityGroupRules: share(100, 4) },
  }
  const compute = {
    ...{ instances: share(10, 4), cpus: share(20, 8), memory: share(51_200, 8192), keypairs: share(100, 0) },
    ...{ serverGroups: share(10, 0), serverGroupMembers: share(10, 0), metadataItems: share(128, 0) },
  }
  const quotas: Quotas = { compute, network }
  const rows = quotaRows(quotas)

  test('of one own project Nova tells fewer, and none are invented', () => {
    const { keypairs: _, metadataItems: __, serverGroupMembers: ___, ...few } = compute
    const limits: Quotas = { compute: { ...few, keypairs: 100, metadataItems: undefined }, network }
    const shown = quotaRows(limits)
    expect(shown.map(({ key }) => key)).not.toContain('serverGroupMembers')
    expect(shown.find(({ key }) => key === 'keypairs')).toMatchObject({ used: undefined, limit: 100 })
    expect(shown.find(({ key }) => key === 'metadataItems')).toMatchObject({ used: undefined, limit: undefined })
  })

  test('nothing typed differently asks for nothing; each service is asked for its own', () => {
    const typed = typedOf(rows)
    expect(quotaSteps(project, rows, typed)).toEqual([])
    const changed = { ...typed, 'compute cpus': ' 40 ', 'compute memory': '', 'network floatingIps': '5' }
    const steps = quotaSteps(project, rows, changed)
    expect(steps).toEqual([
      { action: 'computeQuotas.set', input: { project, cpus: 40, memory: null } },
      { action: 'networkQuotas.set', input: { project, floatingIps: 5 } },
    ])
    for (const { action, input } of steps) expect(ACTIONS[action].input.safeParse(input).success).toBe(true)
  })

  test('less than is used, and what is no number, is refused beside its field', () => {
    const cpus = rows.find(({ key }) => key === 'cpus')
    const problem = (text: string) => (cpus === undefined ? 'no row' : typedProblem(cpus, text))
    expect([problem('8'), problem('7'), problem(''), problem('0')]).toEqual([
      ...[undefined, '8 are used already.', undefined, '8 are used already.'],
    ])
    for (const text of ['-1', '1.5', 'many', '99999999999', '2147483648'])
      expect(problem(text)).toBe('A whole number, or nothing for no limit.')
  })
})

describe('an end', () => {
  const now = Date.parse('2026-11-22T20:00:00.123Z')

  test('follows from the choice, in whole seconds as Keystone wants it', () => {
    expect(expiresAt('30', '', now)).toBe('2026-12-22T20:00:00Z')
    expect(expiresAt('never', '2026-12-31', now)).toBeUndefined()
    expect(Date.parse(expiresAt('at', '2026-12-31', now) ?? '')).toBe(Date.parse('2026-12-31T23:59:59'))
  })

  test('that is no day, or over, is said', () => {
    expect(expiryProblem('at', '', now)).toBe('Choose the day.')
    expect(expiryProblem('at', '2026-13-77', now)).toBe('Choose the day.')
    expect(expiryProblem('at', '2020-01-01', now)).toBe('That day is over.')
    expect(expiryProblem('at', '2027-01-01', now)).toBeUndefined()
    expect(expiryProblem('365', '', now)).toBeUndefined()
  })
})

test('a file name made of any name is one harmless word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(fileWord(name)).toMatch(/^[A-Za-z0-9_@][A-Za-z0-9._@-]{0,63}$/)
    }),
  )
  expect([fileWord('../../etc'), fileWord('my key'), fileWord('🚀')]).toEqual(['etc', 'my-key', 'key'])
})
