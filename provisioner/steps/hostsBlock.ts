/** Names in /etc/hosts, in a block of ours: what else the file holds stays. */
import { sh } from '../core/command.ts'
import { type Step, verdict } from '../core/step.ts'
import { HOSTS, hostsDiff, hostsWith } from '../facts/hostsFile.ts'
import { shownPresent } from './shownContent.ts'

export interface HostsBlock {
  readonly id: string
  readonly title: string
  readonly machine: string
  readonly explains: string
  /** Lines as in /etc/hosts; empty takes the block out and gives lines that were in its way back. */
  readonly block: string
}

export function hostsBlock({ id, title, machine, explains, block }: HostsBlock): Step {
  const difference = hostsDiff(block)
  return {
    id,
    title,
    machine,
    explains,
    reads: [difference],
    check: (read) => {
      const diff = shownPresent(read(difference), { content: block, shown: block })
      return verdict(diff === '' ? [] : [{ kind: 'file', operation: 'update', subject: HOSTS, diff }])
    },
    actions: () => [
      {
        kind: 'run',
        // Owner and mode stay as they are; a failure (a full disk) leaves the file untouched.
        command: sh`
          set -e; umask 022
          file=$(readlink -f ${HOSTS})
          [ -e "$file" ] || : > "$file"
          trap 'rm -f "$file.stackstead"' EXIT
          cp -a -- "$file" "$file.stackstead"
          ${hostsWith(block, sh`"$file"`)} > "$file.stackstead"
          sync "$file.stackstead"
          mv -T -- "$file.stackstead" "$file"`,
      },
    ],
  }
}
