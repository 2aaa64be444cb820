/** apt and dpkg: whether somebody uses them now, and whether they were interrupted. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface AptHolder {
  readonly pid: number
  /** Command line, shortened. */
  readonly command: string
  /** Seconds it has been running. */
  readonly since: number
}

export interface AptState {
  /** Processes that have one of the lock files open. */
  readonly holders: readonly AptHolder[]
  /** What "dpkg --audit" says: packages left half installed or half configured. Empty: none. */
  readonly audit: string
  /** dpkg stopped in the middle of its own records. */
  readonly interrupted: boolean
}

export const aptState: Fact<AptState> = singleFact(
  'apt',
  sh`
    find /proc/[0-9]*/fd -maxdepth 1 '(' -lname /var/lib/dpkg/lock-frontend -o -lname /var/lib/dpkg/lock \
        -o -lname /var/lib/apt/lists/lock -o -lname /var/cache/apt/archives/lock ')' 2>/dev/null \
      | cut -d/ -f3 | sort -nu | while read -r pid; do
        printf 'holder\t%s\t%s\t%s\n' "$pid" "$(ps -o etimes= -p "$pid" | tr -d ' ')" \
          "$(tr '\0\n\t' '   ' < /proc/$pid/cmdline | cut -c1-120)"
      done
    dpkg --audit 2>&1 | sed 's/^/audit\t/'
    ! ls /var/lib/dpkg/updates | grep -q '^[0-9]' || echo interrupted`,
  (result) => {
    const rows = result.stdout.split('\n').map((line) => line.split('\t'))
    const holders = rows.flatMap(([kind, pid, since, command]) =>
      kind === 'holder' ? [{ pid: Number(pid), since: Number(since), command: (command ?? '').trim() }] : [],
    )
    const audit = rows.flatMap(([kind, ...text]) => (kind === 'audit' ? [text.join('\t')] : [])).join('\n')
    // An audit while dpkg works describes work in progress, not an accident.
    const quiet = holders.length === 0
    return {
      holders,
      audit: quiet ? audit.trim() : '',
      interrupted: quiet && rows.some(([kind]) => kind === 'interrupted'),
    }
  },
)
