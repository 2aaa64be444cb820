/** The files of OVN, neutron and nova, whole, for three layouts, with and without the kernel's datapath and KVM. */
import { describe, expect, test } from 'vitest'
import type { Component } from '../../provisioner/components/component.ts'
import { neutron } from '../../provisioner/components/neutron/component.ts'
import { nova } from '../../provisioner/components/nova/component.ts'
import { novaCompute } from '../../provisioner/components/nova/computeComponent.ts'
import { ovn } from '../../provisioner/components/ovn/component.ts'
import type { Fact, Read } from '../../provisioner/core/fact.ts'
import { reveal } from '../../provisioner/core/secret.ts'
import { kernelDatapath } from '../../provisioner/facts/openvswitch.ts'
import { trialState } from '../../provisioner/facts/virtualisation.ts'
import { cloudOf, contextOf, stepsOf } from '../support/components.ts'

const COMPONENTS: readonly Component[] = [ovn, neutron, nova, novaCompute]
const CLOUDS = {
  'all-in-one': cloudOf('all-in-one', 1),
  'controller-and-computes': cloudOf('controller-and-computes', 3),
  'every-component-apart': cloudOf('every-component-apart', 9),
}

/** A machine of the lab: neither the kernel's Open vSwitch nor KVM. The all-in-one machine is hardware and has both. */
function readOf(hardware: boolean): Read {
  return <A>(wanted: Fact<A>): A => {
    const answers = new Map<string, unknown>([
      [kernelDatapath.subject.name, hardware],
      [trialState.subject.name, { found: hardware ? 'kvm' : 'qemu' }],
    ])
    if (!answers.has(wanted.subject.name)) throw new Error(`a file follows from ${wanted.subject.name}`)
    return answers.get(wanted.subject.name) as A
  }
}

/** Every file of a component; keys are left out, because they follow from secrets and cannot be read anyway. */
function filesOf(component: Component, layout: keyof typeof CLOUDS): string[] {
  const read = readOf(layout === 'all-in-one')
  return stepsOf(component, contextOf(CLOUDS[layout]))
    .filter((step) => step.title.startsWith('Write ') && !/_key|id_ed25519|known_hosts/.test(step.title))
    .flatMap((step) => step.actions(read).map((action) => ({ step, action })))
    .flatMap(({ step, action }) => {
      if (action.kind !== 'put' || action.content instanceof Uint8Array) return []
      const { owner, group, mode } = action.meta
      const head = `==> ${step.machine}:${action.path} (${owner}:${group} ${mode.toString(8)})`
      return [`${head}\n${reveal(action.content)}`]
    })
}

describe.each(['all-in-one', 'controller-and-computes', 'every-component-apart'] as const)('%s', (layout) => {
  test.each(COMPONENTS.map((component) => [component.id, component] as const))('%s', async (id, component) => {
    const files = filesOf(component, layout)
    expect(files.length).toBeGreaterThan(0)
    await expect(files.join('\n')).toMatchFileSnapshot(`${id}/${layout}.txt`)
  })
})

test('no file shows a secret in a preview', () => {
  for (const cloud of Object.values(CLOUDS)) {
    for (const component of COMPONENTS) {
      for (const phase of component.phases(contextOf(cloud))) {
        expect(JSON.stringify(phase)).not.toContain('secret:')
      }
    }
  }
})

test('a compute apart knows neither the database nor the metadata secret', () => {
  const compute = filesOf(novaCompute, 'every-component-apart').filter((file) => file.includes('/etc/nova/nova.conf'))
  expect(compute).toHaveLength(2)
  for (const file of compute) expect(file).not.toMatch(/mysql|metadata_proxy_shared_secret/)
})
