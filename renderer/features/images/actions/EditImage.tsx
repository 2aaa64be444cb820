/** Changes what an image is called, what it asks of a flavor, its tags, and whether it can be deleted. */
import { NumberInput, Switch, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import css from '../Images.module.css'
import { type ImageDialogProps, targetOf } from './ImageDialogs.tsx'

export function EditImage({ cloud, image, onClose }: ImageDialogProps) {
  const [newName, setNewName] = useState(image.name)
  const [minDisk, setMinDisk] = useState<number | string>(image.minDisk)
  const [minMemory, setMinMemory] = useState<number | string>(image.minMemory)
  const [isProtected, setProtected] = useState(image.isProtected)
  const [tags, setTags] = useState<readonly string[]>(image.tags)
  // Only what differs is sent: somebody else may change the rest at the same time.
  const changes = {
    ...(newName === image.name ? {} : { newName }),
    ...(minDisk === image.minDisk ? {} : { minDisk: Number(minDisk) }),
    ...(minMemory === image.minMemory ? {} : { minMemory: Number(minMemory) }),
    ...(isProtected === image.isProtected ? {} : { isProtected }),
    ...(tags.join('\n') === image.tags.join('\n') ? {} : { tags, knownTags: image.tags }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Edit ${isolated(image.name)}`}
      submit="Save the changes"
      steps={[{ action: 'image.update', input: { ...targetOf(image), ...changes } }]}
      waiting={Object.keys(changes).length === 0 ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [image.id], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            dir="auto"
            value={newName}
            error={problem('newName')}
            onChange={(event) => setNewName(event.currentTarget.value)}
          />
          <div className={css.pair}>
            <NumberInput
              label="Least disk"
              description="A flavor’s, in GiB"
              min={0}
              allowDecimal={false}
              value={minDisk}
              error={problem('minDisk')}
              onChange={setMinDisk}
            />
            <NumberInput
              label="Least RAM"
              description="A flavor’s, in MiB"
              min={0}
              allowDecimal={false}
              value={minMemory}
              error={problem('minMemory')}
              onChange={setMinMemory}
            />
          </div>
          <TagsInput
            label="Tags"
            placeholder={tags.length === 0 ? 'Type one and press Enter' : ''}
            value={[...tags]}
            error={problem('tags')}
            onChange={setTags}
          />
          <Switch
            label="Protected: nobody can delete it while it is"
            checked={isProtected}
            onChange={(event) => setProtected(event.currentTarget.checked)}
          />
        </>
      )}
    </ActionDialog>
  )
}
