/** What "stackstead init" writes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newCloudText } from '../../../provisioner/cli/newCloud.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { checkCloud, LAYOUTS } from '../../../provisioner/index.ts'

const MACHINES = ['controller=10.83.0.11', 'compute-1=10.83.0.12']
const LAN = { provider: '10.84.0.0/24', gateway: '10.84.0.1', instances: '10.84.0.100-10.84.0.199', nic: 'enp2s0' }

test.each(LAYOUTS)('the layout %s with placeholders is a sound cloud', (layout) => {
  const { cloud, problems } = checkCloud(newCloudText({ layout, name: 'mine', user: 'me', key: '~/k' }))
  expect(problems).toEqual([])
  expect(cloud).toMatchObject({
    name: 'mine',
    machines: expect.arrayContaining([
      expect.objectContaining({ ssh: expect.objectContaining({ user: 'me', key: '~/k' }) }),
    ]),
  })
})

test('machines named become the cloud: controllers first, the network taken from the addresses', () => {
  const { cloud } = checkCloud(newCloudText({ machine: MACHINES, user: 'debian', ...LAN }))
  expect(cloud?.machines.map(({ name, roles, providerNic }) => [name, roles, providerNic])).toEqual([
    ['controller', ['controller', 'network'], 'enp2s0'],
    ['compute-1', ['compute'], 'enp2s0'],
  ])
  expect(cloud?.networks.management.subnet).toBe('10.83.0.0/24')
})

describe('refuses, saying what to write instead', () => {
  test.each([
    [{ machine: ['controller'] }, /--machine name=address/],
    [{ machine: ['a=10.0.0.1', 'b=10.0.1.1'] }, /--management/],
    [{ machine: ['a=10.0.0.300'] }, /--machine name=address/],
    [{ machine: ['a=10.0.0.1', 'a=10.0.0.2'] }, /a name of its own/],
    [{ machine: MACHINES, provider: '10.84.0.0/24' }, /--gateway/],
    [{ machine: MACHINES, ...LAN, gateway: '10.99.0.1' }, /init/],
    [{ machine: MACHINES, layout: 'every-component-apart' as const }, /smaller layout/],
    [{ management: '10.83.0.0/24' }, /--machine/],
    [{ layout: 'all-in-one' as const, ...LAN }, /--machine/],
    [{ layout: 'all-in-one' as const, name: 'My cloud' }, /init/],
    [{ user: 'a b' }, /init/],
  ])('%j', (given, remedy) => {
    const thrown = caught(() => newCloudText(given))
    expect(thrown.data.code).toBe('invalid-input')
    expect(thrown.data.remedy).toMatch(remedy)
  })
})

test('whatever is given never becomes other YAML than was meant', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom("a'b", '{x: 1}', 'a\nb: c', '!!js/function', '&a *a', '%TAG', '10.0.0.5'),
  )
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, address, user) => {
      try {
        const { cloud } = checkCloud(newCloudText({ machine: [`${name}=${address}`], user, management: '10.0.0.0/24' }))
        expect(cloud?.machines.map((one) => [one.name, one.ssh.host, one.ssh.user])).toEqual([[name, address, user]])
      } catch (error) {
        expect(error).toBeInstanceOf(StacksteadError)
      }
    }),
  )
})

function caught(work: () => unknown): StacksteadError {
  try {
    work()
  } catch (error) {
    if (error instanceof StacksteadError) return error
    throw error
  }
  throw new Error('expected a refusal')
}
