/** Folders of labs: made so that, under sudo, what is above them belongs to the person who called, not to root. */
import { chown, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Who called sudo, where this process runs under it. */
function caller(): { readonly uid: number; readonly gid: number } | undefined {
  const { SUDO_UID, SUDO_GID } = process.env
  if (process.getuid?.() !== 0 || SUDO_UID === undefined || SUDO_GID === undefined) return undefined
  return { uid: Number(SUDO_UID), gid: Number(SUDO_GID) }
}

/** Makes a folder and those above it that are missing; the new ones belong to the caller. */
export async function makeFolder(folder: string, mode = 0o755): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode })
  if (first === undefined) return
  const made: string[] = []
  for (let one = folder; one.length >= first.length; one = dirname(one)) made.push(one)
  await giveToCaller(...made)
}

/** Hands files over to the caller, so that what needs no root works without it. */
export async function giveToCaller(...paths: readonly string[]): Promise<void> {
  const person = caller()
  if (person !== undefined) for (const path of paths) await chown(path, person.uid, person.gid)
}
