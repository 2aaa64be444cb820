/** The security group's proof with a cloud whose rules work, do nothing, or block nothing. */
import { expect, test } from 'vitest'
import type { Guest } from '../../../provisioner/engine/verify/guest.ts'
import { openWay, proveAnswers, proveSecurityGroup } from '../../../provisioner/engine/verify/reach.ts'
import type { Vantage } from '../../../provisioner/engine/verify/vantage.ts'
import type { Openstack } from '../../../provisioner/openstack/openstack.ts'

/** Rules are in force after so many looks; only the second of two places has a route. */
function fakeCloud(behaves: 'well' | 'open' | 'shut' | 'sticky') {
  const rules = new Set<string>()
  let made = 0
  const securityGroups = {
    allow: async () => {
      made += 1
      rules.add(`r${made}`)
      return `r${made}`
    },
    removeRule: async (id: string) => {
      if (behaves !== 'sticky') rules.delete(id)
    },
  }
  const isOpen = (): boolean => behaves === 'open' || (behaves !== 'shut' && rules.size > 0)
  const place = (name: string, hasRoute: boolean): Vantage => ({
    name,
    opens: async () => hasRoute && isOpen(),
    fetch: async () => ({ status: 200, headers: { get: () => null }, text: async () => 'page of web-tenant' }),
    close: () => {},
  })
  return {
    os: { securityGroups } as unknown as Openstack,
    places: [place('this computer', false), place('controller', true)],
    rules,
  }
}

const ADDRESS = '10.84.0.101'
const soon = () => AbortSignal.timeout(1500)

test('open, blocked, open: proved, from the place that had a way in; the rule stands at the end', async () => {
  const { os, places, rules } = fakeCloud('well')
  const way = await openWay(os, 'g1', ADDRESS, places)
  expect(way).toMatchObject({ address: ADDRESS, ruleId: 'r1', place: { name: 'controller' } })
  const { saw } = await proveSecurityGroup(os, way)
  expect(saw).toBe('TCP 80 of 10.84.0.101 from controller: open with a rule, blocked without it, open with it again')
  expect([...rules]).toEqual(['r2'])
})

test('a port that no rule opens is no way in', async () => {
  const { os, places } = fakeCloud('shut')
  await expect(openWay(os, 'g1', ADDRESS, places, soon())).rejects.toThrow()
})

test.each(['open', 'sticky'] as const)(
  'a port that stays open without its rule is no protection (%s)',
  async (behaves) => {
    const { os, places } = fakeCloud(behaves)
    const way = await openWay(os, 'g1', ADDRESS, places)
    const over = new AbortController()
    let looks = 0
    const opens = async (): Promise<boolean> => {
      looks += 1
      if (looks > 2) over.abort()
      return true
    }
    const place: Vantage = { ...way.place, opens }
    await expect(proveSecurityGroup(os, { ...way, place }, over.signal)).rejects.toThrow()
    expect(looks).toBeGreaterThan(2)
  },
)

test('the page must be that of the instance itself', async () => {
  const { places, os } = fakeCloud('open')
  const place = places[1] as Vantage
  const guest = (name: string) => ({ server: { name } }) as Guest
  expect((await proveAnswers(place, ADDRESS, guest('web-tenant'))).saw).toContain('read the page of web-tenant')
  await expect(proveAnswers(place, ADDRESS, guest('other'), soon())).rejects.toThrow()
  expect(os).toBeDefined()
})
