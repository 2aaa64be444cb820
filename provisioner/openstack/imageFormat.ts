/** What kind of disk a file holds, by the signs its format begins with; by its name where it has none. Pure. */
import type { NewImage } from '../actions/images.ts'

export interface FileFormat {
  readonly format: NewImage['format']
  /** `content`: it is so for certain; `name`: only the name says so. */
  readonly by: 'content' | 'name'
  /** Bytes of the disk inside, where the format says. */
  readonly virtualSize?: number
  /** It has to be unpacked before Glance can make use of it. */
  readonly packed?: string
}

/** Bytes from the beginning that are looked at: an ISO's sign lies farthest, behind sixteen empty sectors. */
export const HEAD = 33_000

const NAMES: readonly (readonly [end: RegExp, format: NewImage['format']])[] = [
  [/\.(qcow2?|img2)$/i, 'qcow2'],
  [/\.iso$/i, 'iso'],
  [/\.vmdk$/i, 'vmdk'],
  [/\.vdi$/i, 'vdi'],
  [/\.vhdx$/i, 'vhdx'],
  [/\.(vhd|vpc)$/i, 'vhd'],
]

/** @param head the first {@link HEAD} bytes, or fewer; @param tail the last 512: a fixed VHD has its sign there */
export function fileFormat(name: string, head: Uint8Array, tail: Uint8Array = new Uint8Array()): FileFormat {
  const by = 'content' as const
  const has = (at: number, sign: string, bytes = head): boolean =>
    bytes.length >= at + sign.length && [...sign].every((char, index) => bytes[at + index] === char.charCodeAt(0))
  if (has(0, 'QFI\xfb')) return { format: 'qcow2', by, ...sized(head, 24) }
  if (has(32_769, 'CD001')) return { format: 'iso', by }
  if (has(0, 'KDMV') || has(0, '# Disk DescriptorFile')) return { format: 'vmdk', by }
  if (has(0x40, '\x7f\x10\xda\xbe')) return { format: 'vdi', by }
  if (has(0, 'vhdxfile')) return { format: 'vhdx', by }
  if (has(0, 'conectix') || has(0, 'conectix', tail)) return { format: 'vhd', by }
  const packed = packedBy(has)
  const named = NAMES.find(([end]) => end.test(name))?.[1] ?? 'raw'
  // A disk with a table of partitions is raw, whatever its name: the other formats have signs of their own.
  if (packed === undefined && head.length >= 512 && head[510] === 0x55 && head[511] === 0xaa)
    return { format: 'raw', by }
  return { format: named, by: 'name', ...(packed === undefined ? {} : { packed }) }
}

function packedBy(has: (at: number, sign: string) => boolean): string | undefined {
  if (has(0, '\x1f\x8b')) return 'gzip'
  if (has(0, '\xfd7zXZ')) return 'xz'
  if (has(0, 'BZh')) return 'bzip2'
  if (has(0, '\x28\xb5\x2f\xfd')) return 'zstd'
  if (has(0, 'PK\x03\x04')) return 'zip'
  return has(257, 'ustar') ? 'tar' : undefined
}

function sized(head: Uint8Array, at: number): { readonly virtualSize?: number } {
  if (head.length < at + 8) return {}
  const size = Number(new DataView(head.buffer, head.byteOffset, head.byteLength).getBigUint64(at))
  return Number.isSafeInteger(size) && size > 0 ? { virtualSize: size } : {}
}
