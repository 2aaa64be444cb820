/** Files: owner, mode, time of change, hash, and the content of those that are not as expected. */
import { type Command, type ExecResult, quote, sh } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'

interface Question {
  readonly path: string
  /** SHA-256 the file should have; its content is sent only where it differs. Absent: always sent. */
  readonly expected?: string
}

export type FileState =
  | { readonly exists: false }
  | {
      readonly exists: true
      readonly directory: boolean
      readonly mode: number
      readonly owner: string
      readonly group: string
      /** Seconds since the epoch, with fractions: when content, name, owner or mode last changed (ctime). */
      readonly changedAt: number
      /** Absent for directories. */
      readonly sha256?: string
      readonly content?: string
    }

/** Larger files are compared by hash alone. 128 KiB: no configuration file comes near it. */
const CONTENT_LIMIT = 131_072

const files: Subject<Question, FileState> = {
  name: 'files',
  command: (questions) => {
    const paths = [...new Set(questions.map((one) => one.path))]
    const known = questions.flatMap((one) => (one.expected === undefined ? [] : [`${one.expected}  ${one.path}`]))
    const unless = known.length === 0 ? "''" : known.map(quote).join('|')
    return sh`
      stat --printf='stat\t%a\t%U\t%G\t%.9Z\t%s\t%F\t%n\n' -- ${paths} 2>/dev/null
      sha256sum -- ${paths} 2>/dev/null | while read -r hash path; do
        printf 'hash\t%s\t%s\n' "$hash" "$path"
        case "$hash  $path" in
          ${raw(unless)}) ;;
          *) printf 'content\t%s\t' "$path"; head -c ${CONTENT_LIMIT} -- "$path" | base64 -w0; echo ;;
        esac
      done
      true`
  },
  parse: (result) => {
    const states = parseFiles(result)
    return ({ path }) => states.get(path) ?? { exists: false }
  },
}

/** The state of one path. */
export function fileState(path: string, expected?: string): Fact<FileState> {
  return fact(files, expected === undefined ? { path } : { path, expected })
}

function raw(script: string): Command {
  return { script }
}

function parseFiles(result: ExecResult): Map<string, FileState> {
  const rows = result.stdout.split('\n').map((line) => line.split('\t'))
  const hashes = new Map(rows.flatMap(([kind, hash, path]) => (kind === 'hash' ? [[path, hash]] : [])))
  const contents = new Map(rows.flatMap(([kind, path, data]) => (kind === 'content' ? [[path, data]] : [])))
  const states = new Map<string, FileState>()
  for (const [kind, mode, owner, group, changed, , type, path] of rows) {
    if (kind !== 'stat' || path === undefined) continue
    const sha256 = hashes.get(path)
    const data = contents.get(path)
    states.set(path, {
      exists: true,
      directory: type === 'directory',
      mode: Number.parseInt(mode ?? '', 8),
      owner: owner ?? '',
      group: group ?? '',
      changedAt: Number(changed),
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(data === undefined ? {} : { content: Buffer.from(data, 'base64').toString('utf8') }),
    })
  }
  return states
}
