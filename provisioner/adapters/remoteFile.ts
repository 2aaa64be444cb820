/** Files on a machine, each in one round trip: written whole under a temporary name and renamed, or read whole. */
import { type Command, sh, withInput } from '../core/command.ts'
import { lastLines, StacksteadError } from '../core/errors.ts'
import type { ExecOptions, FileMeta } from '../core/machine.ts'
import type { Secret } from '../core/secret.ts'
import type { CommandRunner } from './commandRunner.ts'
import { inputBytes } from './rootShell.ts'

/** Status by which the reading script says that there is no such file; cat itself uses 1. */
const MISSING = 44

/** Writes a file as root. A symlink at `path` is replaced, a directory refused, a cut connection leaves the old content. */
export async function putFile(
  run: CommandRunner,
  machine: string,
  path: string,
  content: string | Uint8Array | Secret,
  meta: FileMeta,
  options: Pick<ExecOptions, 'guard'> = {},
): Promise<void> {
  const bytes = inputBytes(content)
  const result = await run(withInput(putScript(path, bytes.length, meta), bytes), options)
  if (result.status === 0) return
  throw new StacksteadError({
    code: 'command-failed',
    machine,
    message: `${path} on ${machine} could not be written.`,
    detail: lastLines(result.stderr.toString()),
    remedy: 'Check that its folder exists, that owner and group exist and that the disk has room.',
  })
}

/** Reads a file as root. */
export async function getFile(run: CommandRunner, machine: string, path: string): Promise<Uint8Array | undefined> {
  const script = sh`[ -e ${path} ] || exit ${MISSING}; exec cat -- ${path}`
  const result = await run(script, {})
  if (result.status === MISSING) return undefined
  if (result.status === 0) return result.stdout
  throw new StacksteadError({
    code: 'command-failed',
    machine,
    message: `${path} on ${machine} could not be read.`,
    detail: lastLines(result.stderr.toString()),
  })
}

/** The length is compared because a lost connection looks like the end of the content. */
function putScript(path: string, length: number, { owner, group, mode }: FileMeta): Command {
  const folder = path.slice(0, path.lastIndexOf('/')) || '/'
  return sh`
    umask 077
    if [ -d ${path} ] && [ ! -L ${path} ]; then echo ${`${path} is a directory`} >&2; exit 1; fi
    t=$(mktemp -- ${`${folder}/.stackstead.XXXXXXXX`}) || exit 1
    trap 'rm -f -- "$t"' EXIT
    trap 'exit 1' HUP INT TERM PIPE
    chown -- ${`${owner}:${group}`} "$t" && chmod ${mode.toString(8).padStart(4, '0')} "$t" && cat >"$t" || exit 1
    if [ "$(wc -c <"$t")" -ne ${length} ]; then rm -f -- "$t"; echo 'the content did not arrive whole' >&2; exit 1; fi
    sync -- "$t" && mv -fT -- "$t" ${path} || exit 1
    trap - EXIT`
}
