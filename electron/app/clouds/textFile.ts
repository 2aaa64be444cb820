/** cloud.yaml on disk: read, followed while others write it too, and written without writing over them. */
import { createHash } from 'node:crypto'
import { type FSWatcher, watch } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { oneMore } from '../../../provisioner/core/oneMore.ts'
import { readText, writeWhole } from '../../../provisioner/index.ts'
import type { CloudText } from '../../contract/index.ts'
import { type Cell, cell } from '../cell.ts'
import { inTurn } from '../inTurn.ts'

export interface TextFile extends Disposable {
  readonly text: Cell<CloudText>
  /** Looks at the disk now, without waiting for the watch. */
  reread(): Promise<CloudText>
  /** Rejects with `changed-elsewhere` where the file is no longer what `revision` stands for. */
  write(text: string, revision: string): Promise<CloudText>
  /** Changes what is there now; several changes come one after the other. */
  change(edit: (text: string) => string): Promise<CloudText>
}

/** A file that does not exist (any more) reads as an empty text. */
export async function openTextFile(given: string): Promise<TextFile> {
  // Through a symbolic link the file itself is written, not the link.
  const file = await realpath(given).catch(() => given)
  // What may not be read is shown as empty; reading or writing it later says why.
  const text = cell(revised((await readText(file).catch(() => undefined)) ?? ''))
  const turn = inTurn()
  const look = async (): Promise<CloudText> => {
    const found = revised((await readText(file)) ?? '')
    if (found.revision !== text.get().revision) text.set(found)
    return text.get()
  }
  const save = async (wanted: string): Promise<CloudText> => {
    const mode = await stat(file).then(
      (found) => found.mode & 0o777,
      () => 0o644,
    )
    await writeWhole(file, wanted, mode)
    const written = revised(wanted)
    if (written.revision !== text.get().revision) text.set(written)
    return text.get()
  }
  const stop = follow(file, () => turn(look))
  return {
    text,
    reread: () => turn(look),
    write: (wanted, revision) =>
      turn(async () => {
        if ((await look()).revision !== revision) throw changedElsewhere(file)
        return save(wanted)
      }),
    change: (edit) =>
      turn(async () => {
        const before = (await look()).text
        const wanted = edit(before)
        return wanted === before ? text.get() : save(wanted)
      }),
    [Symbol.dispose]: stop,
  }
}

/** Calls `look` after each change. */
function follow(file: string, look: () => Promise<unknown>): () => void {
  // A folder that is being taken away cannot be read; the text stays what it was.
  const onChange = oneMore(() => look().catch(() => undefined))
  let watcher: FSWatcher
  try {
    // The folder rather than the file: editors put a new file in the old one's place.
    watcher = watch(dirname(file), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(file)) onChange()
    })
  } catch {
    return () => undefined
  }
  watcher.on('error', () => watcher.close())
  return () => watcher.close()
}

function revised(text: string): CloudText {
  return { text, revision: createHash('sha256').update(text).digest('hex') }
}

function changedElsewhere(file: string): StacksteadError {
  return new StacksteadError({
    code: 'changed-elsewhere',
    message: `${file} was changed by somebody else in the meantime; nothing was written.`,
    remedy: 'Look at the new text, then make your change again.',
  })
}
