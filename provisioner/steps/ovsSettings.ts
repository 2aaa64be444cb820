/** What Open vSwitch's database tells ovn-controller and others about this machine. */
import { type Command, sh } from '../core/command.ts'
import type { Fact, Read } from '../core/fact.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { openvswitchState } from '../facts/openvswitch.ts'

export interface OvsSettings {
  readonly id: string
  readonly machine: string
  readonly explains: string
  /** external-ids by name; undefined: the name must not be there. May follow from facts named in `reads`. */
  externalIds(read: Read): Readonly<Record<string, string | undefined>>
  readonly reads?: readonly Fact<unknown>[]
  /** Addresses ovsdb-server listens on for programs of this machine, like ptcp:6640:127.0.0.1 */
  readonly manager: string
}

export function ovsSettings(wanted: OvsSettings): Step {
  const differing = (read: Read): [name: string, value: string | undefined][] => {
    const { externalIds } = read(openvswitchState)
    return Object.entries(wanted.externalIds(read)).filter(([name, value]) => externalIds.get(name) !== value)
  }
  const managed = (read: Read): boolean => {
    const { managers } = read(openvswitchState)
    return managers.length === 1 && managers[0] === wanted.manager
  }
  return {
    id: wanted.id,
    title: 'Tell Open vSwitch its place in the cloud',
    machine: wanted.machine,
    explains: wanted.explains,
    reads: [openvswitchState, ...(wanted.reads ?? [])],
    expected: [{ kind: 'network', operation: 'update', subject: 'settings of Open vSwitch' }],
    check: (read) => {
      const { externalIds } = read(openvswitchState)
      const changes = differing(read).map(([name, value]): Change => {
        const is = externalIds.get(name)
        const operation = value === undefined ? 'delete' : is === undefined ? 'create' : 'update'
        const summary = value === undefined ? `was ${is}` : is === undefined ? value : `${is} → ${value}`
        return { kind: 'network', operation, subject: `external-ids:${name}`, summary }
      })
      const manager: Change = { kind: 'network', operation: 'update', subject: 'manager', summary: wanted.manager }
      return verdict([...changes, ...(managed(read) ? [] : [manager])])
    },
    actions: (read) => {
      const settings = differing(read).map(([name, value]) => written(name, value))
      const manager = managed(read) ? [] : [sh`ovs-vsctl --timeout=20 set-manager ${wanted.manager}`]
      return [...settings, ...manager].map((command) => ({ kind: 'run', command }))
    },
  }
}

function written(name: string, value: string | undefined): Command {
  if (value === undefined) return sh`ovs-vsctl --timeout=20 remove Open_vSwitch . external-ids ${name}`
  return sh`ovs-vsctl --timeout=20 set Open_vSwitch . ${`external-ids:${name}="${value}"`}`
}
