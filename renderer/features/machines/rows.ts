/** A machine as the table shows it: its entry in cloud.yaml beside what the last look at it has shown. Pure. */
import type { CloudFile, MachineProbe, MachineState, MachineStates, Role } from '../../../electron/contract/index.ts'
import { probeIn } from '../../../electron/contract/probeIn.ts'

type Entry = NonNullable<CloudFile['machines']>[string]

export interface MachineRow {
  readonly name: string
  readonly entry: Entry
  readonly state: MachineState
  /** Kinds of credentials the app keeps for it. */
  readonly credentials: readonly string[]
  /** What is known of it, from now or from an earlier look. */
  readonly probe: MachineProbe | undefined
}

const UNKNOWN: MachineState = { phase: 'unknown' }
const NO_ENTRY: Entry = { address: '', roles: [] }

/** In the order of cloud.yaml; one that is only in the states is on its way into the file or out of it. */
export function machineRows(file: CloudFile | undefined, states: MachineStates | undefined): readonly MachineRow[] {
  const entries = file?.machines ?? {}
  const names = [
    ...new Set([...Object.keys(entries), ...(file === undefined ? Object.keys(states?.machines ?? {}) : [])]),
  ]
  return names.map((name) => {
    const { credentials = [], ...state } = states?.machines[name] ?? { ...UNKNOWN, credentials: [] }
    return { name, entry: entries[name] ?? NO_ENTRY, state, credentials, probe: probeIn(state) }
  })
}

export function rolesOf(row: MachineRow): readonly Role[] {
  return row.entry.roles ?? []
}

/** Something to do something about, and the roles it keeps from working or from working well. */
export interface Obstacle {
  readonly why: string
  readonly level: 'warning' | 'error'
  readonly roles: readonly Role[]
}

/** One for each reason, however many roles it concerns; what keeps roles from working first. */
export function obstaclesOf(row: MachineRow): readonly Obstacle[] {
  const reasons = new Map<string, Obstacle>()
  for (const { role, level, why } of row.probe?.obstacles ?? []) {
    const before = reasons.get(why)
    reasons.set(why, {
      why,
      level: level === 'error' ? level : (before?.level ?? level),
      roles: [...(before?.roles ?? []), role],
    })
  }
  const all = [...reasons.values()]
  return [...all.filter(({ level }) => level === 'error'), ...all.filter(({ level }) => level === 'warning')]
}
