/** Starts an instance from another system, with its disk beside it, to repair what keeps it from starting. */
import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { ImageChooser } from './choosers.tsx'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

export function RescueDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const [imageId, setImageId] = useState<string>()
  const [password, setPassword] = useState('')
  const input = {
    ...targetOf(server),
    ...(imageId === undefined ? {} : { imageId }),
    ...(password === '' ? {} : { password }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Rescue ${isolated(server.name)}`}
      submit="Start the rescue system"
      steps={[{ action: 'server.rescue', input }]}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>It restarts from the rescue image; its own disk is attached as a second one, and nothing on it changes.</p>
          <ImageChooser
            cloud={cloud}
            label="Rescue image"
            placeholder="The image it was made from"
            clearable
            value={imageId}
            error={problem('imageId')}
            onChange={setImageId}
          />
          <PasswordInput
            label="Password of the administrator in it"
            description="Only where the image lets the cloud set one; otherwise log in with its key."
            autoComplete="off"
            value={password}
            error={problem('password')}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </>
      )}
    </ActionDialog>
  )
}
