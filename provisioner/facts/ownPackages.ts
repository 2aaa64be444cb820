/** Packages: which of them Stackstead itself brought to a machine. */
import { sh } from '../core/command.ts'
import { type Fact, fact, type Subject } from '../core/fact.ts'
import { MANIFEST } from './manifest.ts'

const ownPackages: Subject<string, boolean> = {
  name: 'own-packages',
  command: (names) => sh`printf '%s\n' ${names} | grep -xFf - ${MANIFEST}/packages 2>/dev/null; true`,
  parse: (result) => {
    const names = new Set(result.stdout.split('\n'))
    return (name) => names.has(name)
  },
}

/** Whether our notes name the package. */
export function isOwnPackage(name: string): Fact<boolean> {
  return fact(ownPackages, name)
}
