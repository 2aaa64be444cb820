/** What tests of components stand on: clouds by layout, secrets one can read, the files and steps a component wants. */
import { templateTexts } from '../../provisioner/adapters/templateFolder.ts'
import type { Component, ComponentContext } from '../../provisioner/components/component.ts'
import type { Cloud } from '../../provisioner/config/cloud.ts'
import { type LayoutName, newCloudFile } from '../../provisioner/config/layouts.ts'
import { parseCloud } from '../../provisioner/config/parseCloud.ts'
import { writeCloudFile } from '../../provisioner/config/writeCloud.ts'
import type { ExecResult } from '../../provisioner/core/command.ts'
import { type Fact, factBatch, type Read } from '../../provisioner/core/fact.ts'
import { reveal, Secret } from '../../provisioner/core/secret.ts'
import type { Step } from '../../provisioner/core/step.ts'

/** A cloud of a layout on machines m1, m2 … with management addresses 10.83.0.11, 10.83.0.12 … */
export function cloudOf(layout: LayoutName, count: number, settings: Record<string, unknown> = {}): Cloud {
  const machines = Array.from({ length: count }, (_, index) => ({
    name: `m${index + 1}`,
    address: `10.83.0.${11 + index}`,
    providerNic: 'enp2s0',
  }))
  const networks = {
    management: { subnet: '10.83.0.0/24' },
    provider: {
      subnet: '10.84.0.0/24',
      gateway: '10.84.0.1',
      instances: '10.84.0.100-10.84.0.199',
      dns: ['10.84.0.1'],
    },
    tenant: { subnet: '192.168.120.0/24', dns: ['10.84.0.1'] },
  }
  const file = newCloudFile({ name: 'golden', layout, machines, networks, settings })
  return parseCloud(writeCloudFile(file), 'cloud.yaml')
}

/** Every secret is its own name, so that a golden shows which one stands where. */
export function contextOf(cloud: Cloud): ComponentContext {
  const secrets = { get: (name: string) => new Secret(`secret:${name}`) }
  return { cloud, secrets, texts: templateTexts() }
}

export function stepsOf(component: Component, context: ComponentContext): Step[] {
  return component.phases(context).flatMap((phase) => phase.steps)
}

const NOTHING_READ: Read = () => {
  throw new Error('this step looks at facts')
}

/** Files a component writes whatever the machines are like, as "machine:path" with owner, mode and whole content. */
export function filesOf(component: Component, context: ComponentContext): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const step of stepsOf(component, context)) {
    if (!step.title.startsWith('Write ')) continue
    for (const action of step.actions(NOTHING_READ)) {
      if (action.kind !== 'put' || action.content instanceof Uint8Array) continue
      const { owner, group, mode } = action.meta
      const head = `==> ${step.machine}:${action.path} (${owner}:${group} ${mode.toString(8)})`
      files.set(`${step.machine}:${action.path}`, `${head}\n${reveal(action.content)}`)
    }
  }
  return files
}

/** Reads facts from what the commands of the named subjects would have printed. */
export function readOf(facts: readonly Fact<unknown>[], printed: Readonly<Record<string, Partial<ExecResult>>>): Read {
  const results = new Map(
    Object.entries(printed).map(([name, result]) => [name, { status: 0, stdout: '', stderr: '', ...result }]),
  )
  return factBatch(facts).answer(results)
}
