/** Deletes an image: says what began from it. */
import type { Server } from '../../../../electron/contract/live.ts'
import { useRows } from '../../../api/useRows.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { count, shortList } from '../../../ui/words.ts'
import { byteWords } from '../imageWords.ts'
import { usedBy } from '../rows.ts'
import { type ImageDialogProps, targetOf } from './ImageDialogs.tsx'

export function DeleteImage({ cloud, image, isAdmin, onClose }: ImageDialogProps & { readonly isAdmin: boolean }) {
  const { complete, rows } = useRows('live.servers', { cloud, all: isAdmin })
  const using = usedBy(image, rows ?? [])
  return (
    <ActionDialog
      cloud={cloud}
      title={`Delete ${isolated(image.name)}?`}
      submit="Delete the image"
      danger
      // It can be fetched again; a snapshot cannot.
      {...(image.properties.image_type === 'snapshot' ? { typing: image.name.trim() || 'delete' } : {})}
      steps={[{ action: 'image.delete', input: targetOf(image) }]}
      mark={{ ids: [image.id], words: 'Deleting' }}
      onClose={onClose}
    >
      <p>
        {image.size === undefined ? 'It has no content.' : `Its ${byteWords(image.size)} are lost.`}{' '}
        {image.properties.image_type === 'snapshot' ? 'It is a snapshot: nobody else has what is in it.' : ''}
      </p>
      <p role="status">{complete ? usedWords(using) : 'Looking which instances began from it…'}</p>
    </ActionDialog>
  )
}

function usedWords(using: readonly Pick<Server, 'id' | 'name'>[]): string {
  if (using.length === 0) return 'No instance you can see began from it.'
  const names = shortList(
    using.map(({ id, name }) => isolated(name === '' ? id : name)),
    6,
  )
  return `${count(using.length, 'instance')} began from it: ${names}. They run on, but cannot be rebuilt from it any more; where their disks are stacked on it, a compute that does not have it in its cache can no longer take them in.`
}
