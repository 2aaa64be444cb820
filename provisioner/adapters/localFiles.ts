/** Files on this computer: whole or not at all, on disk when it says so, private where they must be. */
import { randomBytes } from 'node:crypto'
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'

/** Writes under a temporary name, syncs and renames, so that a crash leaves the old content or the new. */
export async function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`)
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.chmod(mode)
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true })
    throw friendly(error, 'written', path)
  }
}

/**
 * Writes a file where there is none, whole; false where there is one. Of processes that do so at once one succeeds,
 * because a link never replaces a file.
 */
export async function writeNew(path: string, content: string | Uint8Array, mode: number): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeWhole(temporary, content, mode)
    await link(temporary, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw friendly(error, 'written', path)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** The text, or undefined where there is no such file. */
export async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw friendly(error, 'read', path)
  }
}

/** Names of what is in a folder, or undefined where there is no such folder. */
export async function readFolder(path: string): Promise<string[] | undefined> {
  try {
    return await readdir(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw friendly(error, 'read', path)
  }
}

/** Makes a folder, and those above it that are missing, for this user only. Rights of what exists are left alone. */
export async function privateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw friendly(error, 'made', path)
  }
}

/** An open journal: one JSON value a line. */
export interface LineFile extends AsyncDisposable {
  /** On disk when it resolves. Lines of calls that overlap are written in the order of the calls. */
  append(...values: unknown[]): Promise<void>
}

/** Opens for appending, mode 0600; what a crash tore off is closed with a newline first, so that it stays one bad line. */
export async function appendLines(path: string): Promise<LineFile> {
  let file: FileHandle
  try {
    file = await open(path, 'a+', 0o600)
    if (!(await endsWhole(file))) await file.appendFile('\n')
  } catch (error) {
    throw friendly(error, 'opened', path)
  }
  let waiting = ''
  let writing: Promise<void> | undefined
  // What comes while a write is under way goes together in the next one: one sync for many lines.
  const flush = async (): Promise<void> => {
    const text = waiting
    waiting = ''
    try {
      await file.appendFile(text)
      await file.datasync()
    } catch (error) {
      throw friendly(error, 'written', path)
    }
  }
  let last: Promise<void> = Promise.resolve()
  const schedule = (): Promise<void> => {
    if (writing !== undefined) return writing
    const before = last.catch(() => undefined)
    writing = before.then(() => {
      writing = undefined
      return flush()
    })
    last = writing
    return writing
  }
  return {
    append: (...values) => {
      waiting += values.map((value) => `${JSON.stringify(value)}\n`).join('')
      return schedule()
    },
    [Symbol.asyncDispose]: async () => {
      await last.catch(() => undefined)
      await file.close()
    },
  }
}

/** All values of a line file; no file means no values. */
export async function readLines(path: string, isWanted?: (line: string) => boolean): Promise<unknown[]> {
  return parseLines((await readText(path)) ?? '', isWanted)
}

/** The values of a line file's text. A line that is no JSON (torn by a crash) is passed over. */
export function parseLines(text: string, isWanted: (line: string) => boolean = () => true): unknown[] {
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '' || !isWanted(line)) return []
    try {
      return [JSON.parse(line) as unknown]
    } catch {
      return []
    }
  })
}

async function endsWhole(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return true
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] === 0x0a
}

/** A rename is on disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}

const REASONS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOENT: ['its folder does not exist', 'Make the folder, or name another path.'],
  EACCES: ['this user may not', 'Change the owner or rights of file and folder, or choose another place.'],
  EPERM: ['this user may not', 'Change the owner or rights of file and folder, or choose another place.'],
  EROFS: ['the file system is read-only', 'Choose a place that can be written.'],
  ENOSPC: ['the disk is full', 'Make room on the disk, then try again.'],
  EDQUOT: ['the disk quota is used up', 'Make room in your quota, then try again.'],
  EISDIR: ['it is a folder', 'Name a file.'],
  ENOTDIR: ['a part of its path is not a folder', 'Correct the path.'],
}

function friendly(error: unknown, verb: string, path: string): StacksteadError {
  if (error instanceof StacksteadError) return error
  const [reason, remedy] = REASONS[codeOf(error) ?? ''] ?? [
    error instanceof Error ? error.message : String(error),
    undefined,
  ]
  const message = `${path} could not be ${verb}: ${reason}.`
  return new StacksteadError({ code: 'invalid-input', message, ...(remedy ? { remedy } : {}) }, { cause: error })
}
