/** What the forms for a new image make of what a person gave: a name, a format, a checksum. Pure. */
import type { InputOfAction } from '../../../../electron/contract/actions.ts'
import type { CatalogueImage, ImageFile } from '../../../../electron/contract/images.ts'
import type { RequestInput } from '../../../../electron/contract/index.ts'

export type NewImage = InputOfAction<'image.create'>
export type Visibility = NonNullable<NewImage['visibility']>

/** Endings of names, as makers of images write them. */
const FORMATS: readonly (readonly [end: RegExp, format: NewImage['format']])[] = [
  [/\.qcow2?$/i, 'qcow2'],
  [/\.iso$/i, 'iso'],
  [/\.(raw|dd)$/i, 'raw'],
  [/\.vmdk$/i, 'vmdk'],
  [/\.vdi$/i, 'vdi'],
  [/\.vhdx$/i, 'vhdx'],
  [/\.vhd$/i, 'vhd'],
]

/** Undefined where the name does not say: .img may be anything. */
export function formatOfName(name: string): NewImage['format'] | undefined {
  return FORMATS.find(([end]) => end.test(name))?.[1]
}

/** Why such a file cannot be sent as it is. */
export function packedOfName(name: string): string | undefined {
  const [, end] = /\.(gz|xz|bz2|zst|zip|7z|tar)$/i.exec(name) ?? []
  return end === undefined ? undefined : end.toLowerCase()
}

/** The last part of an address or a path. */
export function fileOf(place: string): string {
  const path = URL.canParse(place) ? new URL(place).pathname : place
  const last = path.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** "debian-13-genericcloud-amd64" of ".../debian-13-genericcloud-amd64.qcow2". */
export function nameOf(place: string): string {
  return fileOf(place)
    .replace(/\.(gz|xz|bz2|zst|zip)$/i, '')
    .replace(/\.(qcow2?|img|iso|raw|vmdk|vdi|vhdx?)$/i, '')
}

/** GiB a disk must have for what is inside. */
export function diskFor({ virtualSize }: Pick<ImageFile, 'virtualSize'>): number {
  return virtualSize === undefined ? 0 : Math.ceil(virtualSize / 1024 ** 3)
}

export function catalogueImage(one: CatalogueImage, name: string, visibility: Visibility): NewImage {
  const { format, minDisk, minMemory, properties } = one
  return { name, format, visibility, minDisk, minMemory, properties: { ...properties, os_admin_user: one.login } }
}

type Checksum = RequestInput<'images.importUrl'>['checksum']

/** What a person wrote beside "checksum": the number, or where it is published; undefined where nothing. */
export function checksumInput(typed: string): Checksum {
  const text = typed.trim()
  if (text === '') return undefined
  return /^https?:\/\//i.test(text) ? { url: text } : { value: text.replace(/^sha(256|512)[:=\s]+/i, '') }
}

/** What is wrong with it; undefined where nothing is. */
export function checksumProblem(typed: string): string | undefined {
  const checksum = checksumInput(typed)
  if (checksum === undefined) return undefined
  if ('url' in checksum) return URL.canParse(checksum.url) ? undefined : 'That is no address.'
  return /^([0-9a-f]{64}|[0-9a-f]{128})$/i.test(checksum.value)
    ? undefined
    : 'A SHA-256 has 64, a SHA-512 128 hexadecimal digits.'
}

export function addressProblem(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '') return 'Write the address of the image.'
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? undefined : 'An address begins with https:// or http://.'
}
