/** What purging packages leaves: data folders, logs, accounts; and the manifest itself, last. */
import { sh } from '../../core/command.ts'
import { type Change, type Step, verdict } from '../../core/step.ts'
import { fileState } from '../../facts/files.ts'
import { MANIFEST, manifestState } from '../../facts/manifest.ts'
import { policyBack } from '../manifest.ts'
import { emptiedFolders } from './emptiedFolders.ts'

export interface Leftovers {
  /** Folders of services: those that were not there before Stackstead go with all they hold. */
  readonly paths: readonly string[]
  /** Folders that others may use too: they go when they are empty. */
  readonly folders: readonly string[]
}

export function leftoversRemoved(machine: string, { paths, folders }: Leftovers): Step {
  return {
    id: `destroy/leftovers@${machine}`,
    title: 'Remove data, logs and accounts',
    machine,
    explains: 'Databases, images and disks of instances live in these folders: this is where data is lost.',
    reads: [manifestState, ...paths.map((path) => fileState(path))],
    check: (read) => {
      const { exists, users, groups, ownFolders } = read(manifestState)
      if (!exists) return verdict([])
      const present = paths.filter((path) => ownFolders.includes(path) && read(fileState(path)).exists)
      return verdict([
        ...present.map(
          (subject): Change => ({ kind: 'file', operation: 'delete', subject, summary: 'with all it holds' }),
        ),
        ...[...new Set([...users, ...groups])].map(
          (subject): Change => ({ kind: 'user', operation: 'delete', subject }),
        ),
        { kind: 'file', operation: 'delete', subject: MANIFEST },
      ])
    },
    actions: (read) => {
      const { users, groups, ownFolders } = read(manifestState)
      const own = paths.filter((path) => ownFolders.includes(path))
      return [
        {
          kind: 'run',
          command: sh`
            set -e
            for path in ${own}; do rm -rf --one-file-system -- "$path"; done
            printf '%s\n' ${folders} >> ${MANIFEST}/paths
            ${emptiedFolders(`${MANIFEST}/paths`)}
            for name in ${users}; do ! getent passwd "$name" >/dev/null || { pkill -KILL -u "$name" || true; userdel --force -- "$name"; }; done
            for name in ${groups}; do ! getent group "$name" >/dev/null || groupdel -- "$name"; done
            ${policyBack()}
            rm -rf -- ${MANIFEST}`,
        },
      ]
    },
  }
}
