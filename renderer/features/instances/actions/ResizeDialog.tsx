/** Gives an instance another flavor. It restarts; then it waits until the person confirms, or goes back. */
import { useState } from 'react'
import type { Flavor } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { FlavorChooser, flavorWords } from './choosers.tsx'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

export function ResizeDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const [flavorId, setFlavorId] = useState<string>()
  const now = server.flavor
  /** Nova shrinks no disk (nova/virt/libvirt/driver.py, migrate_disk_and_power_off), and changes nothing to the same. */
  const refused = (flavor: Flavor): string | undefined => {
    if (now === undefined) return undefined
    if (flavor.name === now.name && flavor.cpus === now.cpus && flavor.memory === now.memory) return 'the size it has'
    return flavor.disk < now.disk ? 'its disk is smaller' : undefined
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Resize ${isolated(server.name)}`}
      submit="Resize"
      steps={[{ action: 'server.resize', input: { ...targetOf(server), flavorId } }]}
      waiting={flavorId === undefined ? 'Choose a flavor.' : undefined}
      mark={{ ids: [server.id], words: doing }}
      size={560}
      onClose={onClose}
    >
      {(problem) => (
        <>
          {now === undefined ? undefined : (
            <p>
              Now: {isolated(now.name)}, {flavorWords(now)}.
            </p>
          )}
          <FlavorChooser
            cloud={cloud}
            label="New flavor"
            value={flavorId}
            error={problem('flavorId')}
            onChange={setFlavorId}
            refused={refused}
          />
          <p>
            It is shut down, moved to a host with room and started again. Look whether it works, then confirm; until
            then you can go back to the old size.
          </p>
        </>
      )}
    </ActionDialog>
  )
}
