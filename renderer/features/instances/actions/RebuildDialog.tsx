/** Makes an instance anew from an image. What is on its disk is lost, so its name is typed first. */
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { ImageChooser } from './choosers.tsx'
import { rebuildLosesData, typedWords } from './dataLoss.ts'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

export function RebuildDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const [imageId, setImageId] = useState(server.imageId)
  const loses = rebuildLosesData(server)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Rebuild ${isolated(server.name)}?`}
      submit="Rebuild"
      danger
      {...(loses ? { typing: typedWords([server.name], 'rebuild') } : {})}
      steps={[{ action: 'server.rebuild', input: { ...targetOf(server), imageId } }]}
      waiting={imageId === undefined ? 'Choose an image.' : undefined}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>
            {loses ? 'Everything on its disk is lost. ' : ''}It starts anew from the image; its id, name, addresses and
            security groups stay.
          </p>
          <ImageChooser cloud={cloud} label="Image" value={imageId} error={problem('imageId')} onChange={setImageId} />
        </>
      )}
    </ActionDialog>
  )
}
