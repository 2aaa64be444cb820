/** What each simulated machine should be: packages, and files with the machine's own name in them. Pure. */
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
  /** How many for each machine. */
  readonly steps: number
}

export interface WantedFile {
  readonly path: string
  readonly content: string
}

/** Steps for each machine: as many as a compute has, and more than twice as many as a controller. */
export const LOADS = [40, 300] as const
/** Every so many steps one is about packages. */
const PACKAGE_STEP = 15
const PACKAGES_A_STEP = 5

/** Between 0.2 and 2 KiB each, like the configuration files of OpenStack. */
export function wantedFiles({ folder, steps }: Simulated, machine: string): WantedFile[] {
  return Array.from({ length: steps - packageSteps(steps) }, (_, index) => {
    const lines = Array.from(
      { length: 5 + ((index * 7) % 40) },
      (_line, at) => `option_${at} = ${machine}.lan:${index}`,
    )
    return { path: join(folder, machine, `service-${index}.conf`), content: `[DEFAULT]\n${lines.join('\n')}\n` }
  })
}

/** Packages of each package step. */
export function wantedPackages({ packages, steps }: Simulated): string[][] {
  return Array.from({ length: packageSteps(steps) }, (_, step) =>
    packages.slice(step * PACKAGES_A_STEP, (step + 1) * PACKAGES_A_STEP),
  )
}

function packageSteps(steps: number): number {
  return Math.ceil(steps / PACKAGE_STEP)
}
