/** Gives an instance another name. Its own hostname, known to the system in it, stays. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

export function RenameDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const [newName, setNewName] = useState(server.name)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Rename ${isolated(server.name)}`}
      submit="Rename"
      steps={[{ action: 'server.rename', input: { ...targetOf(server), newName } }]}
      waiting={newName === server.name ? 'It is called that already.' : undefined}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {(problem) => (
        <TextInput
          label="New name"
          data-autofocus
          autoComplete="off"
          dir="auto"
          description="The hostname inside the instance stays what it was."
          value={newName}
          error={problem('newName')}
          onChange={(event) => setNewName(event.currentTarget.value)}
        />
      )}
    </ActionDialog>
  )
}
