/** What was asked to be done with an image, and who is asking. */
import { useCallback, useState } from 'react'
import type { Image } from '../../../electron/contract/live.ts'
import { type PolicyNow, usePolicy } from '../../api/useMe.ts'
import type { ImageDeedId } from './deeds.ts'

export interface ImageDeeds extends PolicyNow {
  readonly asked: { readonly id: ImageDeedId; readonly image: Image } | undefined
  readonly begin: (id: ImageDeedId, image: Image) => void
  readonly close: () => void
}

export function useImageDeeds(cloud: string): ImageDeeds {
  const policy = usePolicy(cloud)
  const [asked, setAsked] = useState<ImageDeeds['asked']>()
  return {
    ...policy,
    asked,
    begin: useCallback((id, image) => setAsked({ id, image }), []),
    close: useCallback(() => setAsked(undefined), []),
  }
}
