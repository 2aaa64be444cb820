/** What is left running on a machine whose part was moved to another: stopped at the end, when the new copy works. */
import type { Cloud, CloudMachine } from '../config/cloud.ts'
import { KEPT } from '../config/kept.ts'
import type { PartId } from '../config/parts.ts'
import type { ComponentPlan } from '../core/plan.ts'
import type { Step } from '../core/step.ts'
import { keptData } from '../facts/keptData.ts'
import { unitsRetired } from '../steps/unitsRetired.ts'

/** The units of a package, and the parts any of which keeps them on a machine. */
interface Program {
  readonly parts: readonly PartId[]
  readonly package: string
  readonly units: readonly string[]
}

export const PROGRAMS: readonly Program[] = [
  program(['mariadb'], 'mariadb-server', 'mariadb.service'),
  program(['rabbitmq'], 'rabbitmq-server', 'rabbitmq-server.service', 'epmd.socket', 'epmd.service'),
  program(['memcached'], 'memcached', 'memcached.service'),
  program(['keystone'], 'keystone', 'keystone.service'),
  program(['placement'], 'placement-api', 'placement-api.service'),
  program(['glance'], 'glance-api', 'glance-api.service'),
  // Where one of the two stays, nova itself stops the other (nova/control.ts).
  program(['nova-api', 'nova-metadata'], 'nova-api', 'nova-api.service', 'nova-api-metadata.service'),
  program(['nova-conductor'], 'nova-conductor', 'nova-conductor.service'),
  program(['nova-scheduler'], 'nova-scheduler', 'nova-scheduler.service'),
  program(['nova-novncproxy'], 'nova-consoleproxy', 'nova-novncproxy.service'),
  program(['nova-compute'], 'nova-compute', 'nova-compute.service'),
  program(['neutron-api'], 'neutron-api', 'neutron-api.service'),
  program(['neutron-workers'], 'neutron-rpc-server', 'neutron-rpc-server.service'),
  program(['neutron-workers'], 'neutron-ovn-maintenance-worker', 'neutron-ovn-maintenance-worker.service'),
  program(['neutron-workers'], 'neutron-periodic-workers', 'neutron-periodic-workers.service'),
  program(['neutron-ovn-metadata-agent'], 'neutron-ovn-metadata-agent', 'neutron-ovn-metadata-agent.service'),
  program(
    ['ovn-central'],
    'ovn-central',
    ...['ovn-central.service', 'ovn-northd.service', 'ovn-ovsdb-server-nb.service', 'ovn-ovsdb-server-sb.service'],
  ),
  program(['ovn-gateway', 'nova-compute'], 'ovn-host', 'ovn-host.service', 'ovn-controller.service'),
  program(['horizon'], 'apache2', 'apache2.service'),
]

/** After all other components. A cloud of one machine has nowhere to move a part to. */
export function departed({ machines }: Cloud, requires: readonly string[]): ComponentPlan {
  const steps = machines.length < 2 ? [] : machines.map(retired)
  const phase = { title: 'Stop what runs elsewhere now', scope: 'machine', steps } as const
  return { component: 'departed', requires, phases: steps.length === 0 ? [] : [phase] }
}

function retired({ name, parts }: CloudMachine): Step {
  const programs = PROGRAMS.filter((one) => !one.parts.some((part) => parts.includes(part)))
  const step = unitsRetired({ id: `departed/units@${name}`, machine: name, programs })
  // What parts keep comes along with the plan's facts: whether moving one loses it is seen without another trip.
  return { ...step, reads: [...step.reads, ...KEPT.map(({ place }) => keptData(place))] }
}

function program(parts: readonly PartId[], name: string, ...units: readonly string[]): Program {
  return { parts, package: name, units }
}
