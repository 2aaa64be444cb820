/** Changes who sees and uses an image. */
import { Radio } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import css from '../Images.module.css'
import { VISIBILITY_WORDS } from '../imageWords.ts'
import type { ImageDeeds } from '../useImageDeeds.ts'
import { type ImageDialogProps, targetOf } from './ImageDialogs.tsx'

export function ImageVisibility({ cloud, image, onClose, deeds }: ImageDialogProps & { readonly deeds: ImageDeeds }) {
  const [visibility, setVisibility] = useState(image.visibility)
  const isAdmin = deeds.me?.isAdmin === true
  return (
    <ActionDialog
      cloud={cloud}
      title={`Who sees ${isolated(image.name)}`}
      submit="Change who sees it"
      steps={[{ action: 'image.update', input: { ...targetOf(image), visibility } }]}
      waiting={visibility === image.visibility ? 'It is so already.' : undefined}
      mark={{ ids: [image.id], words: 'Changing' }}
      onClose={onClose}
    >
      <Radio.Group aria-label="Who sees it" value={visibility} onChange={setVisibility}>
        <div className={css.list}>
          {Object.entries(VISIBILITY_WORDS).map(([one, { what, word }]) => {
            const forbidden = one === 'public' && !isAdmin
            return (
              <Radio
                key={one}
                value={one}
                label={word}
                description={forbidden ? 'By the cloud’s policy only administrators make images public.' : what}
                disabled={forbidden}
              />
            )
          })}
        </div>
      </Radio.Group>
      {image.visibility === 'shared' && visibility !== 'shared' ? (
        <p>Projects it was shared with one by one do not have it any more.</p>
      ) : undefined}
    </ActionDialog>
  )
}
