/** Tests that build on each other: where one fails, those after it are skipped instead of waiting for what cannot come. */
import { test } from 'vitest'

/** Gives a `test` for one passage; call it once a file. */
export function dependentSteps(): (name: string, work: () => Promise<void>) => void {
  let isBroken = false
  return (name, work) =>
    test(name, async ({ skip }) => {
      if (isBroken) skip('an earlier step failed')
      isBroken = true
      await work()
      isBroken = false
    })
}
