/** Design: what a cloud.yaml means as far as it can be understood, for a canvas that draws half-written files too. */
import type { Role, SshTarget } from './cloud.ts'
import { type Forecast, forecast } from './forecast.ts'
import { sshTarget } from './machines.ts'
import type { Notice } from './notices.ts'
import { checkCloud } from './parseCloud.ts'
import { PARTS, type PartId } from './parts.ts'
import { place, placeables, placementOf } from './placement.ts'
import type { Problem } from './problem.ts'
import { ANY_SETTINGS, type CloudFile, type SettingsSchemas } from './schema.ts'

export interface MachineDesign {
  readonly name: string
  readonly address?: string
  readonly roles: readonly Role[]
  /** Parts on it, by role and by placement. */
  readonly parts: readonly PartId[]
  readonly forecast: Forecast
}

export interface CloudDesign {
  readonly file: CloudFile
  readonly machines: readonly MachineDesign[]
  readonly problems: readonly Problem[]
  readonly notices: readonly Notice[]
}

/** Never throws. */
export function readDesign(text: string, settings: SettingsSchemas = ANY_SETTINGS): CloudDesign {
  const { file, problems, notices } = checkCloud(text, settings)
  const places = place(placeables(file), placementOf(file))
  const machines = Object.entries(file.machines ?? {}).map(([name, { address, roles }]): MachineDesign => {
    const parts = PARTS.map((part) => part.id).filter((id) => places.get(id)?.includes(name))
    return {
      name,
      ...(address === undefined ? {} : { address }),
      roles: roles ?? [],
      parts,
      forecast: forecast(parts),
    }
  })
  return { file, machines, problems, notices }
}

/** Machines that have an address, and how ssh reaches them; what else is wrong with the file does not matter. */
export function machineTargets(file: CloudFile): { readonly name: string; readonly ssh: SshTarget }[] {
  return Object.entries(file.machines ?? {})
    .filter(([, entry]) => entry.address !== undefined)
    .map(([name, entry]) => ({ name, ssh: sshTarget(file, entry) }))
}
