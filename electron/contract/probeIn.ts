/** Facts in a machine's state, whichever it is in; apart from the schemas, because the page reads it everywhere. Pure. */
import type { MachineProbe, MachineState } from './machines.ts'

/** What the last look that succeeded has shown. */
export function probeIn(state: MachineState | undefined): MachineProbe | undefined {
  if (state === undefined || state.phase === 'unknown') return undefined
  return state.phase === 'ready' || state.phase === 'seen' ? state.probe : state.last
}
