/** Services that were there before Stackstead: those that ran run again, by their old files, and start at boot as they did. */
import { type Command, sh } from '../../core/command.ts'
import type { Read } from '../../core/fact.ts'
import { type Change, type Step, verdict } from '../../core/step.ts'
import { MANIFEST, manifestState, type UnitBefore } from '../../facts/manifest.ts'

const AT_BOOT: Readonly<Record<string, string>> = { enabled: 'enable', disabled: 'disable', masked: 'mask' }

/** After files were put back. */
export function unitsAsBefore(machine: string): Step {
  const before = (read: Read) =>
    [...read(manifestState).unitsBefore].filter(([, { active, fileState }]) => active || fileState in AT_BOOT)
  return {
    id: `destroy/services@${machine}`,
    title: 'Let your services be as they were',
    machine,
    explains:
      'Services that were there before the cloud were noted then: one that it had restarted is started again, without it.',
    reads: [manifestState],
    check: (read) =>
      verdict(
        read(manifestState).unitsBack
          ? []
          : before(read).map(
              ([subject]): Change => ({ kind: 'unit', operation: 'update', subject, summary: 'as it was before' }),
            ),
      ),
    actions: (read) => [
      {
        kind: 'run',
        command: {
          script: [AGAIN, ...before(read).map(asBefore), BACK].map(({ script }) => script).join('\n'),
        },
      },
    ],
  }
}

const BACK = sh`: > ${MANIFEST}/units-back; sync ${MANIFEST}`

/**
 * What was not started since is left alone; so is what has no process: a socket cannot be restarted beside its service, and
 * libvirt-guests would stop the person's guests. A service that does not start is theirs to mend: the cloud goes all the same.
 */
const AGAIN = sh`
  at_boot() { [ "$(systemctl is-enabled -- "$2")" = "$1" ] || systemctl "$3" --quiet -- "$2" || true; }
  again() {
    ! systemctl is-active --quiet -- "$1" || [ "$(systemctl show --property=InvocationID --value -- "$1")" != "$2" ] || return 0
    case "$1 $(systemctl show --property=SubState --value -- "$1")" in *".service running") verb=restart ;; *) verb=start ;; esac
    systemctl "$verb" -- "$1" || echo "$1 ran before and does not start now: look at \"journalctl -u $1\"." >&2
  }`

function asBefore([unit, { fileState, active, invocation }]: readonly [string, UnitBefore]): Command {
  const verb = AT_BOOT[fileState]
  const boot = verb === undefined ? sh`:` : sh`at_boot ${fileState} ${unit} ${verb}`
  return active ? sh`${boot}; again ${unit} ${invocation}` : boot
}
