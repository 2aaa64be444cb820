/** Packages: which are installed, in what version, and since when. */
import { sh } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'

export type PackageState =
  | {
      readonly installed: false /** dpkg's word where it was interrupted ("half-configured"). */
      readonly status?: string
    }
  | { readonly installed: true; readonly version: string /** Seconds since the epoch. */; readonly installedAt: number }

const packages: Subject<string, PackageState> = {
  name: 'packages',
  command: (names) => sh`
    dpkg-query -W -f='package\t\${Package}\t\${Version}\t\${db:Status-Status}\n' ${names} 2>/dev/null
    cd /var/lib/dpkg/info || exit 1
    for name in ${names}; do
      for list in "$name.list" "$name":*.list; do
        [ -e "$list" ] && set -- "$@" "$list"
      done
    done
    [ $# -eq 0 ] || stat --printf='list\t%Y\t%n\n' -- "$@"
    true`,
  parse: (result) => {
    const rows = result.stdout.split('\n').map((line) => line.split('\t'))
    const times = new Map<string, number>()
    for (const [kind, time, list] of rows) {
      if (kind === 'list' && list !== undefined) times.set(list.replace(/(:[^.]+)?\.list$/, ''), Number(time))
    }
    const states = new Map<string, PackageState>()
    for (const [kind, name, version, status] of rows) {
      if (kind !== 'package' || name === undefined || version === undefined) continue
      const installed = status === 'installed'
      if (installed) states.set(name, { installed, version, installedAt: times.get(name) ?? 0 })
      else if (!states.has(name)) states.set(name, { installed, ...(status === undefined ? {} : { status }) })
    }
    return (name) => states.get(name) ?? { installed: false }
  },
}

export function packageState(name: string): Fact<PackageState> {
  return fact(packages, name)
}
