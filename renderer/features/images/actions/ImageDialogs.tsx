/** The dialog of what was asked for. */
import type { Image } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import type { ImageDeeds } from '../useImageDeeds.ts'
import { DeleteImage } from './DeleteImage.tsx'
import { EditImage } from './EditImage.tsx'
import { ImageProperties } from './ImageProperties.tsx'
import { ImageVisibility } from './ImageVisibility.tsx'

export interface ImageDialogProps {
  readonly cloud: string
  readonly image: Image
  readonly onClose: () => void
}

/** Id for the cloud, name for the words about it. */
export function targetOf({ id, name }: Pick<Image, 'id' | 'name'>): { readonly id: string; readonly name: string } {
  return { id, name }
}

export function ImageDialogs({ cloud, deeds }: { readonly cloud: string; readonly deeds: ImageDeeds }) {
  const { asked, close } = deeds
  if (asked === undefined) return undefined
  const props: ImageDialogProps = { cloud, image: asked.image, onClose: close }
  switch (asked.id) {
    case 'edit':
      return <EditImage {...props} />
    case 'properties':
      return <ImageProperties {...props} />
    case 'visibility':
      return <ImageVisibility {...props} deeds={deeds} />
    case 'delete':
      return <DeleteImage {...props} isAdmin={deeds.me?.isAdmin === true} />
    default:
      return <Availability {...props} verb={asked.id} />
  }
}

function Availability({
  cloud,
  image,
  onClose,
  verb,
}: ImageDialogProps & { readonly verb: 'deactivate' | 'reactivate' }) {
  const off = verb === 'deactivate'
  return (
    <ActionDialog
      cloud={cloud}
      title={`${off ? 'Deactivate' : 'Reactivate'} ${isolated(image.name)}`}
      submit={off ? 'Deactivate' : 'Reactivate'}
      steps={[{ action: `image.${verb}`, input: targetOf(image) }]}
      mark={{ ids: [image.id], words: off ? 'Deactivating' : 'Reactivating' }}
      onClose={onClose}
    >
      <p>
        {off
          ? 'Its content is no longer given out: nothing new starts from it until it is reactivated. Instances that run are not touched. A compute that has it in its cache already may still use it.'
          : 'Its content is given out again, and instances can be started from it.'}
      </p>
    </ActionDialog>
  )
}
