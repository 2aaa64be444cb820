/** All components. Adding one is a line here; order, screens and schedules follow from what it says of itself. */
import type { Cloud, CloudMachine, Secrets } from '../config/cloud.ts'
import type { SettingsSchemas } from '../config/schema.ts'
import { buildPlan, type Plan } from '../core/plan.ts'
import type { TemplateTexts } from '../core/template.ts'
import type { Before } from '../steps/manifest.ts'
import { base } from './base/component.ts'
import type { Component } from './component.ts'
import { departed } from './departed.ts'
import { firstUse } from './firstUse/component.ts'
import { glance } from './glance/component.ts'
import { horizon } from './horizon/component.ts'
import { keystone } from './keystone/component.ts'
import { mariadb } from './mariadb/component.ts'
import { memcached } from './memcached/component.ts'
import { neutron } from './neutron/component.ts'
import { nova } from './nova/component.ts'
import { novaCompute } from './nova/computeComponent.ts'
import { ovn } from './ovn/component.ts'
import { placement } from './placement/component.ts'
import { rabbitmq } from './rabbitmq/component.ts'
import { transactionsOf } from './turns.ts'

const SERVICES: readonly Component[] = [
  mariadb,
  rabbitmq,
  memcached,
  keystone,
  placement,
  glance,
  ovn,
  neutron,
  nova,
  novaCompute,
  firstUse,
  horizon,
]

export const COMPONENTS: readonly Component[] = [
  base({ transactionsOf: (cloud) => transactionsOf(COMPONENTS, cloud), leaves }),
  ...SERVICES,
]

/** Schemas of `settings:` in cloud.yaml, by component. */
export const SETTINGS: SettingsSchemas = Object.fromEntries(COMPONENTS.map((one) => [one.id, one.settings]))

/** Every folder and unit some component leaves behind. */
function leaves(): Before {
  const all = COMPONENTS.map((component) => component.leaves)
  return { folders: all.flatMap((one) => one.paths), units: all.flatMap((one) => one.units) }
}

/** Every package a machine needs. */
export function packagesOf(cloud: Cloud, machine: CloudMachine): readonly string[] {
  const those = transactionsOf(COMPONENTS, cloud).filter((one) => one.machine.name === machine.name)
  return those.flatMap(({ packages }) => [...packages.keys()])
}

/** What the whole cloud should be, as one plan. Pure. */
export function planOf(context: { cloud: Cloud; secrets: Secrets; texts: TemplateTexts }): Plan {
  const { cloud } = context
  const transactions = transactionsOf(COMPONENTS, cloud)
  /** The phases of base that bring a component's packages. */
  const bringing = (id: string) =>
    transactions.flatMap(({ components }, index) => (components.includes(id) ? [`base/${index}`] : []))
  const components = COMPONENTS.map((one) => ({
    component: one.id,
    requires: one.id === 'base' ? [] : [...bringing(one.id), ...one.requires],
    phases: one.phases({ ...context, cloud }),
  }))
  const ids = COMPONENTS.map((one) => one.id)
  return buildPlan([...components, departed(cloud, ids)])
}
