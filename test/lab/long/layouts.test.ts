/** The other layouts: everything on one machine, and every component apart. */
import { describe, expect, test } from 'vitest'
import type { LayoutName } from '../../../provisioner/config/layouts.ts'
import { labCloudFile } from '../../support/labCloudFile.ts'
import { labRoom } from '../../support/labRoom.ts'

const CASES: readonly { readonly layout: LayoutName; readonly lab: string; readonly machines: readonly string[] }[] = [
  { layout: 'all-in-one', lab: 'single', machines: ['cloud'] },
  { layout: 'every-component-apart', lab: 'apart', machines: ['data', 'identity', 'api', 'compute'] },
]

describe.sequential.each(CASES)('the layout $layout', ({ layout, lab, machines }) => {
  test(`deploys on ${machines.length} bare machines, proves itself and needs nothing more`, async () => {
    await using room = await labRoom(lab, machines)
    await room.writeCloud(labCloudFile(room.lab, layout))
    for (const words of [['check'], ['apply', '--yes'], ['verify'], ['plan']]) {
      const result = await room.cli(...words)
      expect(result.status, `${words.join(' ')}: ${result.stdout}${result.stderr}`).toBe(0)
    }
  })
})
