/** Keystone's key folders: made once, never again, because losing a key would invalidate what it encrypted. */
import { sh } from '../../core/command.ts'
import { type Step, verdict } from '../../core/step.ts'
import { fileState } from '../../facts/files.ts'

export function keyRepository(machine: string, kind: 'fernet' | 'credential', explains: string): Step {
  const folder = `/etc/keystone/${kind}-keys`
  // Key 1 is the primary after setup; key 0 alone would mean that setup was interrupted.
  const keys = ['0', '1'].map((key) => fileState(`${folder}/${key}`))
  return {
    id: `keystone/${kind}-keys@${machine}`,
    title: `Make the ${kind} keys`,
    machine,
    explains,
    reads: keys,
    check: (read) =>
      verdict(
        keys.every((key) => read(key).exists) ? [] : [{ kind: 'file', operation: 'create', subject: `${folder}/` }],
      ),
    actions: () => [
      {
        kind: 'run',
        // As keystone: what root would write first (the log of keystone-manage) keystone could not write later.
        command: sh`
          install -d -m 700 -o keystone -g keystone ${folder}
          runuser -u keystone -- keystone-manage ${`${kind}_setup`} --keystone-user keystone --keystone-group keystone`,
      },
    ],
  }
}
