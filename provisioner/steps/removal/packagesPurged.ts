/** The packages Stackstead installed, gone with their configuration, unless something of the person's needs them. */
import { sh } from '../../core/command.ts'
import { type Step, verdict } from '../../core/step.ts'
import { MANIFEST, manifestState } from '../../facts/manifest.ts'
import { emptiedFolders } from './emptiedFolders.ts'

/**
 * Where removing all of them would take a package of the person's along, apt's own reckoning of what nobody needs decides.
 * Folders of removed packages that are left empty go too.
 */
export function packagesPurged(machine: string): Step {
  return {
    id: `destroy/packages@${machine}`,
    title: 'Remove packages',
    machine,
    explains: 'Only packages that Stackstead installed go, and only those no other package of yours needs.',
    lock: `apt@${machine}`,
    reads: [manifestState],
    check: (read) =>
      verdict(read(manifestState).packages.map((subject) => ({ kind: 'package', operation: 'delete', subject }))),
    actions: (read) => [
      {
        kind: 'run',
        timeout: 30 * 60_000,
        command: sh`
          export DEBIAN_FRONTEND=noninteractive LC_ALL=C
          exec 9>${MANIFEST}/apt.lock; flock 9
          apt='apt-get -q -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -o APT::AutoRemove::RecommendsImportant=false -o APT::AutoRemove::SuggestsImportant=false'
          work() {
            dpkg --configure -a --force-confdef --force-confold || return
            printf '%s\n' ${read(manifestState).packages} | sort > ${MANIFEST}/ours || return
            $apt --simulate purge $(cat ${MANIFEST}/ours) | sed -n 's/^Purg \([^ ]*\) .*/\1/p' | sort -u > ${MANIFEST}/gone || return
            if [ -n "$(comm -13 ${MANIFEST}/ours ${MANIFEST}/gone)" ]; then
              xargs -r apt-mark auto < ${MANIFEST}/ours > /dev/null || return
              $apt --simulate --purge autoremove | sed -n 's/^Purg \([^ ]*\) .*/\1/p' | sort | comm -12 ${MANIFEST}/ours - > ${MANIFEST}/gone || return
            fi
            ( cd /var/lib/dpkg/info; for name in $(cat ${MANIFEST}/gone); do cat "$name.list" "$name":*.list 2>/dev/null; done ) | sort -ru > ${MANIFEST}/paths || return
            xargs -r $apt purge < ${MANIFEST}/gone || return
            ${emptiedFolders(`${MANIFEST}/paths`)}
            : > ${MANIFEST}/packages; sync ${MANIFEST}/packages
          }
          ( trap '' HUP PIPE; work > ${MANIFEST}/apt.log 2>&1 9>&- </dev/null ) &
          tail --pid=$! -n +1 -F ${MANIFEST}/apt.log 2>/dev/null
          wait $! || { status=$?; tail -n 20 ${MANIFEST}/apt.log >&2; exit $status; }`,
      },
    ],
  }
}
