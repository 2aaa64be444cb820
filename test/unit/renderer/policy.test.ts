/** Who is offered what: by role, with the reason where it is not. */
import { expect, test } from 'vitest'
import { ACTIONS, type Action, type ActionName } from '../../../electron/contract/actions.ts'
import type { Me } from '../../../electron/contract/running.ts'
import { forbidden, readingOnly } from '../../../renderer/api/policy.ts'

const me = (...roles: string[]): Me => ({
  ...{ user: { id: 'u1', name: 'rita' }, project: { id: 'p1', name: 'shop' }, authUrl: '', services: [] },
  ...{ roles, isAdmin: roles.includes('admin') },
})
const why = (who: Me | undefined, name: ActionName): string | undefined => forbidden(who, ACTIONS[name] as Action, name)

test('a reader changes nothing but what is their own; a member nothing of the administrators', () => {
  const reader = me('reader')
  expect(why(reader, 'server.create')).toBe(
    'Only members may do this (server: create); you are rita with the role reader.',
  )
  for (const name of ['server.stop', 'network.create', 'image.delete', 'floatingIp.create'] as const)
    expect(why(reader, name)).toMatch(/^Only members/)
  expect(why(reader, 'flavor.create')).toMatch(/^Only administrators/)
  for (const own of ['keypair.import', 'keypair.delete', 'applicationCredential.create'] as const)
    expect(why(reader, own)).toBeUndefined()
  const member = me('reader', 'member')
  expect(why(member, 'server.create')).toBeUndefined()
  expect(why(member, 'flavor.create')).toMatch(/you are rita with the roles reader, member\.$/)
  expect(why(me('reader', 'member', 'manager', 'admin'), 'flavor.create')).toBeUndefined()
})

test('of a role of their own making the cloud decides', () => {
  expect(why(me('reader', 'operators'), 'server.create')).toBeUndefined()
})

test('what a reader misses is explained; nobody is told so before it is known', () => {
  expect(readingOnly(me('reader'))).toContain('in the project shop: you may look at everything here and change nothing')
  expect(readingOnly(me('reader', 'member'))).toBeUndefined()
  expect(readingOnly(undefined)).toBeUndefined()
  expect(why(undefined, 'server.create')).toMatch(/not known yet/)
})
