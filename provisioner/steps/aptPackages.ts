/** Packages installed in one transaction, without their services being started by the installation. */
import { sh } from '../core/command.ts'
import type { Read } from '../core/fact.ts'
import { type Change, type Step, verdict } from '../core/step.ts'
import { packageState } from '../facts/packages.ts'
import { type Before, MANIFEST, noteAccounts, noteBefore, notePackages, policyBack, policySet } from './manifest.ts'

export interface AptPackages {
  readonly id: string
  readonly title: string
  readonly machine: string
  /**
   * Each with the components that want it, for the preview. Alternatives as in Debian's dependencies ("chrony |
   * ntpsec"): the first is installed where none is.
   */
  readonly packages: ReadonlyMap<string, readonly string[]>
  /** What the packages will use: what of it is there before is the person's, and destroy leaves it. */
  readonly before: Before
}

/** Minutes for which package lists are new enough, unless something could not be installed: a machine's transactions follow one another. */
const LISTS_AGE = 10
/** Seconds apt waits for another program's lock before it gives up and names the holder. */
const LOCK_WAIT = 300

export function aptPackages(wanted: AptPackages): Step {
  const wishes = [...wanted.packages].map(([wish, by]) => ({ names: wish.split(' | '), by }))
  const names = wishes.flatMap((wish) => wish.names).sort()
  const missing = (read: Read): { name: string; by: readonly string[] }[] =>
    wishes.flatMap(({ names: [name = '', ...others], by }) =>
      [name, ...others].some((one) => read(packageState(one)).installed) ? [] : [{ name, by }],
    )
  const change = (name: string, by: readonly string[]): Change => ({
    kind: 'package',
    operation: 'create',
    subject: name,
    summary: `for ${by.join(', ')}`,
  })
  return {
    id: wanted.id,
    title: wanted.title,
    machine: wanted.machine,
    explains:
      'Debian brings OpenStack 2025.1 itself. Services of packages that have come are set up while apt goes on.',
    lock: `apt@${wanted.machine}`,
    reads: names.map(packageState),
    check: (read) => verdict(missing(read).map(({ name, by }) => change(name, by))),
    actions: (read) => [
      {
        kind: 'run',
        command: install(
          missing(read).map((one) => one.name),
          wanted.before,
        ),
        timeout: 60 * 60_000,
        remedy:
          'Read the lines above; "apt-get -f install" on the machine often names the package at fault. Then apply again.',
      },
    ],
  }
}

/** Only dbus may reload: it has to learn the accounts of packages whose programs it starts (polkit, without which libvirt waits in vain). */
const NO_START = `#!/bin/sh
# stackstead: services start after they are configured
case "$1 $2" in "dbus "*reload) exit 0 ;; esac
exit 101
`

/**
 * Output goes to a file and only a follower writes to the connection: when the connection dies, dpkg is not ended by a
 * broken pipe halfway. policy-rc.d 101 keeps services stopped until they are configured (Debian policy 9.3.3.1), and
 * is taken away whatever happens, at once on the disk too: nobody would look for it after a power cut. What an interrupted
 * dpkg left undone, in its audit or in its journal (updates), is done first. Names of packages are noted before they are
 * installed. DPkg::Lock::Timeout does not cover the lock of the package lists, which Debian's own daily update holds.
 */
function install(names: readonly string[], before: Before) {
  return sh`
    umask 022; export DEBIAN_FRONTEND=noninteractive LC_ALL=C
    ${noteBefore(before)}
    exec 9>${MANIFEST}/apt.lock; flock 9
    apt='apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 -o APT::Keep-Downloaded-Packages=false -o DPkg::Lock::Timeout=${LOCK_WAIT} -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold'
    until=$(($(date +%s) + ${LOCK_WAIT}))
    wait_for() { tail -n 5 ${MANIFEST}/apt.log | grep -q "$1" && [ "$(date +%s)" -lt "$until" ] && sleep 2; }
    work() {
      trap ${policyBack().script} EXIT
      ${policySet(NO_START)}
      [ -z "$(dpkg --audit; ls /var/lib/dpkg/updates)" ] || until dpkg --configure -a --force-confdef --force-confold; do
        wait_for 'locked by another process' || return
      done
      [ -n "$(find ${MANIFEST}/apt-updated -mmin -${LISTS_AGE} 2>/dev/null)" ] || until $apt update; do
        wait_for 'Could not get lock' || return
      done
      rm -f ${MANIFEST}/apt-updated
      planned=$($apt --simulate install ${names}) || return
      ${notePackages(sh`printf '%s\n' "$planned" | sed -n 's/^Inst \([^ ]*\) (.*/\1/p'`)}
      $apt install ${names} || return
      ${noteAccounts()}
      touch ${MANIFEST}/apt-updated
      systemctl reload dbus.service || true
    }
    ( trap '' HUP PIPE; work > ${MANIFEST}/apt.log 2>&1 9>&- </dev/null ) &
    tail --pid=$! -n +1 -F ${MANIFEST}/apt.log 2>/dev/null
    wait $! || { status=$?; tail -n 20 ${MANIFEST}/apt.log >&2; exit $status; }`
}
