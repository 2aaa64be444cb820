/** Which of Nova's processes are about to be called down, although Nova still says up. */
import { expect, test } from 'vitest'
import { type ComputeService, silentServices } from '../../../provisioner/openstack/computeServices.ts'

function service(host: string, at: string | null, state: ComputeService['state'] = 'up'): ComputeService {
  const rest = { binary: 'nova-compute', zone: 'nova', status: 'enabled', disabledReason: undefined, forcedDown: false }
  return { ...rest, id: host, host, state, status: 'enabled', updatedAt: at === null ? undefined : `${at}Z` }
}

const silent = (...services: readonly ComputeService[]) => silentServices(services).map((one) => one.host)

test('all heard of within two reports of the latest are there', () => {
  expect(silent(service('a', '2026-11-22T19:30:00.000000'), service('b', '2026-11-22T19:30:20.000000'))).toEqual([])
})

test('one that fell behind is silent, whatever Nova says', () => {
  expect(silent(service('a', '2026-11-22T19:30:00.000000'), service('b', '2026-11-22T19:30:21.000000'))).toEqual(['a'])
})

test('so is one that was never heard of, and one Nova calls down', () => {
  const now = '2026-11-22T19:30:00.000000'
  expect(silent(service('a', null), service('b', now, 'down'), service('c', now))).toEqual(['a', 'b'])
})

test('no service, nobody silent', () => expect(silent()).toEqual([]))
