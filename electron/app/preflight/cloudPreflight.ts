/** The check of one cloud: what was seen of its machines and when, and whether that still stands for what cloud.yaml says. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { findingsOf, joinLooks, type Look, lookAt, preflightSubjects } from '../../../provisioner/index.ts'
import type { Finding, PreflightState } from '../../contract/index.ts'
import { type Cell, cell } from '../cell.ts'
import type { CloudRoom } from '../clouds/room.ts'

export interface CloudPreflight {
  readonly state: Cell<PreflightState>
  /** Looks at these machines, or at all; keeps what is known of the others. */
  look(room: CloudRoom, machines?: readonly string[]): Promise<void>
  /** The text of cloud.yaml is now of this revision. */
  revised(revision: string): void
}

export function cloudPreflight(): CloudPreflight {
  const state = cell<PreflightState>({
    subjects: preflightSubjects(),
    findings: [],
    running: [],
    at: {},
    stale: false,
  })
  /** What was read, all for one text of cloud.yaml: answers to another cloud's questions say nothing about this one. */
  let known: { readonly revision: string; readonly look: Look } | undefined
  /** The text for which each machine was looked at. */
  const seenFor = new Map<string, string>()
  let present = ''
  let under: readonly string[] = []

  const tell = (fields: Partial<PreflightState> = {}): void => {
    const stale = [...seenFor.values()].some((revision) => revision !== present)
    state.set({ ...state.get(), running: [...new Set(under)], stale, ...fields })
  }

  return {
    state,
    revised(revision) {
      if (revision === present) return
      present = revision
      tell()
    },
    async look(room, wanted) {
      const { revision } = room.text.get()
      const project = await room.project()
      const names = project.cloud.machines.map((machine) => machine.name)
      const machines = wanted === undefined ? names : names.filter((name) => wanted.includes(name))
      if (wanted !== undefined && machines.length === 0) throw noSuchMachines(room.id, wanted)
      under = [...under, ...machines]
      tell()
      try {
        const fresh = await lookAt(project, await room.fleet(), machines)
        const look = known?.revision === revision ? joinLooks(known.look, fresh) : fresh
        known = { revision, look }
        for (const name of machines) seenFor.set(name, revision)
        for (const name of seenFor.keys()) if (!names.includes(name)) seenFor.delete(name)
        const at = Object.fromEntries(machines.map((name) => [name, Date.now()]))
        const before = Object.entries(state.get().at).filter(([name]) => names.includes(name))
        const found = findingsOf(project, look)
        const findings = merged(names, state.get().findings, found, (name) => isIn(look, name))
        under = without(under, machines)
        tell({ findings, at: { ...Object.fromEntries(before), ...at } })
      } catch (error) {
        under = without(under, machines)
        tell()
        throw error
      }
    },
  }
}

/** In the order of the machines: what was found anew, and for the others what was found before. */
function merged(
  names: readonly string[],
  before: readonly Finding[],
  now: readonly Finding[],
  isNew: (machine: string) => boolean,
): Finding[] {
  return names.flatMap((name) => (isNew(name) ? now : before).filter((one) => one.machine === name))
}

function isIn(look: Look, machine: string): boolean {
  return look.reads.has(machine) || look.unreadable.has(machine)
}

/** Each name once less: two looks at one machine may overlap. */
function without(names: readonly string[], ended: readonly string[]): string[] {
  const left = [...names]
  for (const name of ended) left.splice(left.indexOf(name), 1)
  return left
}

function noSuchMachines(cloud: string, machines: readonly string[]): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: `${cloud} has no machine ${machines.join(', ')}.`,
    remedy: 'Add it under Machines, or choose another.',
  })
}
