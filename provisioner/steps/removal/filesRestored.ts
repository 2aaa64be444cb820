/** Files Stackstead wrote: put back as they were, or removed. */
import { type Command, sh } from '../../core/command.ts'
import type { Read } from '../../core/fact.ts'
import { type Change, type Step, verdict } from '../../core/step.ts'
import { MANIFEST, manifestState } from '../../facts/manifest.ts'

/** @param paths folders of services: one that was not there before goes whole, so nothing is put back into it */
export function filesRestored(machine: string, paths: readonly string[]): Step {
  const files = (read: Read): { path: string; restore: boolean }[] => {
    const { files: written, ownFolders } = read(manifestState)
    const gone = paths.filter((path) => ownFolders.includes(path))
    return written
      .filter((file) => file.present || file.original)
      .map(({ path, original }) => ({
        path,
        restore: original && !gone.some((folder) => path.startsWith(`${folder}/`)),
      }))
  }
  return {
    id: `destroy/files@${machine}`,
    title: 'Put files back',
    machine,
    explains: 'Each file was noted before it was written, and kept where there was one before.',
    reads: [manifestState],
    check: (read) =>
      verdict(
        files(read).map(({ path, restore }): Change => {
          const operation = restore ? 'update' : 'delete'
          return { kind: 'file', operation, subject: path, ...(restore ? { summary: 'as it was before' } : {}) }
        }),
      ),
    actions: (read) => [
      {
        kind: 'run',
        command: sh`
          set -e
          ${lines(files(read).map(({ path, restore }) => (restore ? putBack(path) : sh`rm -f -- ${path}`)))}
          [ ! -f ${MANIFEST}/folders ] || tac ${MANIFEST}/folders | while read -r folder; do rmdir -- "$folder" 2>/dev/null || true; done
          systemctl daemon-reload
          : > ${MANIFEST}/files; sync ${MANIFEST}/files; rm -rf ${MANIFEST}/original`,
      },
    ],
  }
}

/** Each command on a line of its own: the first that fails ends the script, and what was kept stays. */
function putBack(path: string): Command {
  const back = `${path}.stackstead`
  return sh`
    cp -a -- ${MANIFEST}/original${path} ${back}
    [ -h ${back} ] || sync ${back}
    mv -T -- ${back} ${path}`
}

function lines(commands: readonly Command[]): Command {
  return { script: commands.map((command) => command.script).join('\n') }
}
