/** Makes an image of an instance's disk as it is now. */
import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

/** Characters a name may have at most. */
const LONGEST = 255

export function SnapshotDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const [imageName, setImageName] = useState(() => snapshotName(server.name, new Date()))
  const runs = server.status === 'ACTIVE'
  return (
    <ActionDialog
      cloud={cloud}
      title={`Snapshot of ${isolated(server.name)}`}
      submit="Take the snapshot"
      steps={[{ action: 'server.createImage', input: { ...targetOf(server), imageName } }]}
      mark={{ ids: [server.id], words: doing }}
      onDone={() =>
        notifications.show({
          message: `The image ${isolated(imageName)} is being made; it is among the images when its disk was uploaded.`,
        })
      }
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name of the image"
            data-autofocus
            autoComplete="off"
            dir="auto"
            value={imageName}
            error={problem('imageName')}
            onChange={(event) => setImageName(event.currentTarget.value)}
          />
          <p>
            {runs
              ? 'It stands still for a moment while its disk is read. What programs have not written to the disk yet is not in the image; stop it first where that matters.'
              : 'Its disk is copied as it is.'}
          </p>
        </>
      )}
    </ActionDialog>
  )
}

/** The name with the day and minute behind it, short enough to be taken. */
export function snapshotName(name: string, now: Date): string {
  const when = now.toISOString().slice(0, 16).replace('T', '-').replace(':', '')
  const kept = [...name].slice(0, LONGEST - when.length - 1).join('')
  return `${kept}-${when}`
}
