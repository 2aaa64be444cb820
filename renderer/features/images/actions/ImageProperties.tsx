/** Changes an image's properties: what the system in it needs from the machine it runs on. */
import { useState } from 'react'
import { useActions } from '../../../api/useActions.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { PairsEditor } from '../../../ui/PairsEditor.tsx'
import { hasPairProblem, pairChanges, pairsOf } from '../../../ui/pairs.ts'
import { type ImageDialogProps, targetOf } from './ImageDialogs.tsx'

export function ImageProperties({ cloud, image, onClose }: ImageDialogProps) {
  const known = useActions()?.IMAGE_PROPERTIES ?? []
  const [pairs, setPairs] = useState(() => pairsOf(image.properties))
  const { set, unset } = pairChanges(image.properties, pairs)
  const none = Object.keys(set).length === 0 && unset.length === 0
  const changes = {
    ...(Object.keys(set).length === 0 ? {} : { properties: set }),
    ...(unset.length === 0 ? {} : { removedProperties: unset }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Properties of ${isolated(image.name)}`}
      submit="Save the properties"
      size={640}
      steps={[{ action: 'image.update', input: { ...targetOf(image), ...changes } }]}
      waiting={
        hasPairProblem(pairs) ? 'Each property has a name of its own.' : none ? 'Nothing is changed yet.' : undefined
      }
      mark={{ ids: [image.id], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>
            Nova reads them when an instance is started: <code>hw_disk_bus</code> and <code>hw_vif_model</code> choose
            its virtual hardware, <code>hw_firmware_type</code> BIOS or UEFI, <code>os_distro</code> the system. What
            runs already keeps what it has.
          </p>
          <PairsEditor
            what="property"
            pairs={pairs}
            problem={(key) => problem(`properties.${key}`)}
            placeholder="hw_disk_bus"
            known={known}
            onChange={setPairs}
          />
        </>
      )}
    </ActionDialog>
  )
}
