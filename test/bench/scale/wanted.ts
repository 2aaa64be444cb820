/** What each simulated machine should be: 300 things, most of them files with this machine's own name in them. Pure. */
import { join } from 'node:path'

export interface Simulated {
  /** Holds a folder for each machine. */
  readonly folder: string
  /** Private key file every machine accepts. */
  readonly key: string
  readonly user: string
  readonly knownHosts: string
  readonly machines: readonly { readonly name: string; readonly port: number }[]
  /** Packages installed on every machine. */
  readonly packages: readonly string[]
}

export interface WantedFile {
  readonly path: string
  readonly content: string
}

/** Steps for each machine; a real controller has about 90, a compute 20. */
export const STEPS = 300
const PACKAGE_STEPS = 20
const PACKAGES_A_STEP = 5

/** Between 0.2 and 2 KiB each, like the configuration files of OpenStack. */
export function wantedFiles({ folder }: Simulated, machine: string): WantedFile[] {
  return Array.from({ length: STEPS - PACKAGE_STEPS }, (_, index) => {
    const lines = Array.from(
      { length: 5 + ((index * 7) % 40) },
      (_line, at) => `option_${at} = ${machine}.lan:${index}`,
    )
    return { path: join(folder, machine, `service-${index}.conf`), content: `[DEFAULT]\n${lines.join('\n')}\n` }
  })
}

/** Packages of each package step. */
export function wantedPackages({ packages }: Simulated): string[][] {
  return Array.from({ length: PACKAGE_STEPS }, (_, step) =>
    packages.slice(step * PACKAGES_A_STEP, (step + 1) * PACKAGES_A_STEP),
  )
}
