/** A file with secrets, put where a person wants it: theirs alone, and never in the place of something else unasked. */
import { lstat, open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { privateFolder, writeWhole } from '../../../provisioner/index.ts'
import { wholePath } from '../wholePath.ts'

/** Mode 0600. Gives the absolute path. Rejects with `invalid-input` where there is one and `replace` is false. */
export async function saveSecret(given: string, text: string, replace: boolean): Promise<string> {
  const file = resolve(wholePath(given, 'openrc'))
  const found = await lstat(file).catch(() => undefined)
  if (found?.isDirectory() === true) throw refused(`${file} is a folder.`, 'Name a file in it.')
  if (found !== undefined && !found.isFile())
    throw refused(`${file} is no ordinary file but a link or a device.`, 'Name the file itself.')
  if (found !== undefined && !replace) throw alreadyThere(file)
  await privateFolder(dirname(file))
  if (found !== undefined) await writeWhole(file, text, 0o600)
  else await writeNew(file, text)
  return file
}

/** Somebody else may make it in between: then theirs stays. */
async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw alreadyThere(file)
    throw refused(`${file} could not be written: ${reason(error)}.`, 'Choose another place, or change its rights.')
  })
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function reason({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not'
  return code === 'EROFS' ? 'the file system is read-only' : message
}

function alreadyThere(file: string): StacksteadError {
  return refused(`There is a file ${file} already.`, 'Replace it, or choose another name.')
}

function refused(message: string, remedy: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, remedy })
}
