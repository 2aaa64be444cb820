/** How much of a run is done, as a share told whenever it has grown by a hundredth. */
import type { RunState } from '../../contract/index.ts'

/** @param settled steps that needed nothing from the beginning: they are no part of the work */
export function runShare(settled: ReadonlySet<string>, tell: (share: number) => void): (state: RunState) => void {
  let told = 0
  return (state) => {
    let open = 0
    let ended = 0
    for (const step of state.steps.values()) {
      if (settled.has(step.id)) continue
      if (step.endedAt === undefined) open += 1
      else ended += 1
    }
    const share = open + ended === 0 ? 1 : Math.floor((100 * ended) / (open + ended)) / 100
    if (share > told) tell(share)
    told = Math.max(told, share)
  }
}
