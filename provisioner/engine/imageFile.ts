/** A file of this computer as an image to be: how large it is and what it holds, before anything is sent. */
import { fileEnds } from '../adapters/fileEnds.ts'
import { type FileFormat, fileFormat, HEAD } from '../openstack/imageFormat.ts'

export interface ImageFile extends FileFormat {
  /** Bytes. */
  readonly size: number
}

/** Length of a VHD's footer. */
const TAIL = 512

/** Rejects with `invalid-input` for what is no file or may not be read. */
export async function imageFile(path: string): Promise<ImageFile> {
  const { head, size, tail } = await fileEnds(path, HEAD, TAIL)
  return { size, ...fileFormat(path, head, tail) }
}
