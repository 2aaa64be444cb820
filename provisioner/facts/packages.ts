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
    dpkg-query -W -f='package\t\${Package}\t\${Version}\t\${db:Status-Status}\t\${db-fsys:Last-Modified}\n' ${names} 2>/dev/null
    true`,
  parse: (result) => {
    const rows = result.stdout.split('\n').map((line) => line.split('\t'))
    const states = new Map<string, PackageState>()
    for (const [kind, name, version, status, changed] of rows) {
      if (kind !== 'package' || name === undefined || version === undefined) continue
      const installed = status === 'installed'
      if (installed) states.set(name, { installed, version, installedAt: Number(changed) })
      else if (!states.has(name)) states.set(name, { installed, ...(status === undefined ? {} : { status }) })
    }
    return (name) => states.get(name) ?? { installed: false }
  },
}

export function packageState(name: string): Fact<PackageState> {
  return fact(packages, name)
}
