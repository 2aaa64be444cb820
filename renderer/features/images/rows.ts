/** Images as the table shows them: Glance's rows beside the names of what they refer to and what uses them. Pure. */

import type { CloudProject, Image, Server } from '../../../electron/contract/live.ts'
import { type Doing, doingWords } from '../../api/doings.ts'
import type { StatusKind } from '../../ui/Status.tsx'
import { natural } from '../../ui/table/order.ts'
import { count } from '../../ui/words.ts'
import { imageState } from './imageWords.ts'

export interface ImageRow {
  readonly id: string
  readonly image: Image
  readonly state: { readonly kind: StatusKind; readonly words: string }
  readonly projectName: string | undefined
  readonly createdAt: number
}

export interface AroundImages {
  readonly projects: ReadonlyMap<string, Pick<CloudProject, 'name'>>
  readonly doings: ReadonlyMap<string, Doing>
  /** When the API last told of the images. */
  readonly toldAt: number | undefined
}

export function imageRows(images: readonly Image[], { doings, projects, toldAt }: AroundImages): readonly ImageRow[] {
  return images.map((image) => {
    const words = doingWords(doings.get(image.id), toldAt)
    return {
      id: image.id,
      image,
      state: words === undefined ? imageState(image) : { kind: 'progress', words },
      projectName: image.projectId === undefined ? undefined : projects.get(image.projectId)?.name,
      createdAt: Date.parse(image.createdAt),
    }
  })
}

/** "12 images: 11 ready, 1 on its way." */
export function imageSummary(rows: readonly ImageRow[]): string {
  if (rows.length === 0) return ''
  const of = (kind: StatusKind): number => rows.filter(({ state }) => state.kind === kind).length
  const parts = (
    [
      [of('works'), 'ready'],
      [of('progress'), 'on the way'],
      [of('failed') + of('needs-you'), 'not usable'],
      [of('off'), 'deactivated'],
    ] as const
  ).filter(([number]) => number > 0)
  return `${count(rows.length, 'image')}: ${parts.map(([number, word]) => `${number} ${word}`).join(', ')}`
}

/** Instances that began from it: they run on without it, but cannot be rebuilt or moved with a stop everywhere. */
export function usedBy(image: Pick<Image, 'id'>, servers: readonly Server[]): readonly Server[] {
  return servers.filter(({ imageId }) => imageId === image.id).sort((a, b) => natural(a.name, b.name))
}
