/** Whether the administrator has to be made, or the catalogue to be corrected, by what keystone says. */
import { expect, test } from 'vitest'
import { adminAccess, keystoneUrl } from '../../provisioner/components/addresses.ts'
import { keystone } from '../../provisioner/components/keystone/component.ts'
import type { Step } from '../../provisioner/core/step.ts'
import { cloudOf, contextOf, readOf, stepsOf } from '../support/components.ts'

const cloud = cloudOf('controller-and-computes', 2)
const context = contextOf(cloud)
const step = stepsOf(keystone, context).find((one) => one.id.startsWith('keystone/bootstrap@')) as Step

/** What the client prints for the three questions of the step: accepted, services, endpoints. */
function printed(url: string, interfaces: readonly string[] = ['public', 'internal', 'admin']) {
  const services = { services: [{ id: 's1', type: 'identity', name: 'keystone' }] }
  const endpoints = interfaces.map((one) => ({ service_id: 's1', interface: one, region_id: 'RegionOne', url }))
  const answers = [services, { endpoints }].map((body) => ({ status: 200, body }))
  return { [`api-${adminAccess(context).keystone}`]: { stdout: JSON.stringify({ answers }) } }
}

const state = (output: Parameters<typeof readOf>[1]) => step.check(readOf(step.reads, output)).state

test('nothing is to be done where keystone knows us and its own address', () => {
  expect(state(printed(keystoneUrl(cloud)))).toBe('ok')
})

test('an address of another machine is corrected', () => {
  expect(state(printed('http://10.83.0.99:5000/v3'))).toBe('change')
})

test('so is an interface that is missing', () => {
  expect(state(printed(keystoneUrl(cloud), ['public', 'internal']))).toBe('change')
})

test('an unknown administrator is made', () => {
  const refused = { error: { status: 401, body: {} } }
  expect(state({ [`api-${adminAccess(context).keystone}`]: { stdout: JSON.stringify(refused) } })).toBe('change')
})
