/** A file with exactly this content, owner and mode. What was there before is kept for destroy. */
import { createHash } from 'node:crypto'
import type { Fact, Read } from '../core/fact.ts'
import type { FileMeta } from '../core/machine.ts'
import { reveal } from '../core/secret.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import type { Rendered } from '../core/template.ts'
import { type FileState, fileState } from '../facts/files.ts'
import { fileDiff } from './fileDiff.ts'
import { noteFile } from './manifest.ts'

export interface ConfigFile {
  readonly id: string
  readonly machine: string
  readonly path: string
  readonly explains: string
  /** The content, or how it follows from facts named in `reads`. */
  readonly content: Rendered | ((read: Read) => Rendered)
  readonly reads?: readonly Fact<unknown>[]
  /** Default root:root 0644; content with secrets never wider than 0640. */
  readonly meta?: FileMeta
}

const PUBLIC: FileMeta = { owner: 'root', group: 'root', mode: 0o644 }
const PRIVATE: FileMeta = { owner: 'root', group: 'root', mode: 0o600 }

export function configFile(file: ConfigFile): Step {
  const { content, path } = file
  const wanted = typeof content === 'function' ? content : () => content
  const expected = typeof content === 'function' ? undefined : sha256(content)
  const present = fileState(path, expected)
  const meta = (rendered: Rendered): FileMeta => file.meta ?? (isSecret(rendered) ? PRIVATE : PUBLIC)
  return {
    id: file.id,
    title: `Write ${path}`,
    machine: file.machine,
    explains: file.explains,
    reads: [present, ...(file.reads ?? [])],
    check: (read) => {
      const rendered = wanted(read)
      return verdict(differences(path, read(present), rendered, expected ?? sha256(rendered), meta(rendered)))
    },
    actions: (read) => {
      const rendered = wanted(read)
      return [
        { kind: 'run', command: noteFile(path) },
        { kind: 'put', path, content: rendered.content, meta: meta(rendered) },
      ]
    },
  }
}

function differences(path: string, present: FileState, rendered: Rendered, wanted: string, meta: FileMeta): Change[] {
  if (!present.exists) {
    return [{ kind: 'file', operation: 'create', subject: path, diff: fileDiff(path, undefined, rendered) }]
  }
  if (present.sha256 !== wanted) {
    return [{ kind: 'file', operation: 'update', subject: path, diff: fileDiff(path, present.content ?? '', rendered) }]
  }
  const is = `${present.owner}:${present.group} ${present.mode.toString(8)}`
  const should = `${meta.owner}:${meta.group} ${meta.mode.toString(8)}`
  return is === should ? [] : [{ kind: 'file', operation: 'update', subject: path, summary: `${is} → ${should}` }]
}

function isSecret(rendered: Rendered): boolean {
  return typeof rendered.content !== 'string'
}

function sha256(rendered: Rendered): string {
  return createHash('sha256').update(reveal(rendered.content)).digest('hex')
}
