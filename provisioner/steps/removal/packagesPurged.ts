/** The packages Stackstead installed, gone with their configuration, unless something of the person's needs them. */
import { sh } from '../../core/command.ts'
import { type Step, verdict } from '../../core/step.ts'
import { MANIFEST, manifestState } from '../../facts/manifest.ts'

/** What stays because a package of the person's needs it is noted in `kept`, so that the next check is content. */
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
            [ -z "$(dpkg --audit)" ] || dpkg --configure -a --force-confdef --force-confold || return
            printf '%s\n' ${read(manifestState).packages} | sort > ${MANIFEST}/ours
            xargs -r apt-mark auto < ${MANIFEST}/ours > /dev/null || return
            $apt --simulate autoremove | sed -n 's/^Remv \([^ ]*\) .*/\1/p' | sort | comm -12 ${MANIFEST}/ours - > ${MANIFEST}/gone
            dpkg-query -W -f '\${Package} \${db:Status-Status}\n' | sed -n 's/ config-files$//p' | sort | comm -12 ${MANIFEST}/ours - >> ${MANIFEST}/gone
            xargs -r $apt purge < ${MANIFEST}/gone || return
            sort ${MANIFEST}/gone | comm -23 ${MANIFEST}/ours - > ${MANIFEST}/kept
            mv ${MANIFEST}/kept ${MANIFEST}/kept-packages; : > ${MANIFEST}/packages; sync ${MANIFEST}/packages
          }
          ( trap '' HUP PIPE; work > ${MANIFEST}/apt.log 2>&1 9>&- </dev/null ) &
          tail --pid=$! -n +1 -F ${MANIFEST}/apt.log 2>/dev/null
          wait $! || { status=$?; tail -n 20 ${MANIFEST}/apt.log >&2; exit $status; }`,
      },
    ],
  }
}
