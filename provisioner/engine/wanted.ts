/** What each machine was to be when a deployment last began with it. Kept beside the journals: no machine knows it. */
import { join } from 'node:path'
import { z } from 'zod'
import { parsedNote } from '../adapters/heldFile.ts'
import { privateFolder, readText, writeWhole } from '../adapters/localFiles.ts'
import type { Cloud, CloudMachine } from '../config/cloud.ts'
import type { MachineName } from '../core/machine.ts'
import type { Project } from './project.ts'

const schema = z.record(
  z.string(),
  z.object({ address: z.string(), parts: z.array(z.string()), network: z.string() }).readonly(),
)

/** By machine; those of earlier deployments that cloud.yaml names no more are in it until one without them is done. */
export type Wanted = Readonly<z.output<typeof schema>>

type Place = Pick<Project, 'cloud' | 'runsFolder'>

/** Empty where nothing was begun from this computer, or its notes are gone. */
export async function readWanted({ runsFolder }: Place): Promise<Wanted> {
  return parsedNote(schema, (await readText(fileIn(runsFolder))) ?? '') ?? {}
}

/** Notes that these machines are begun with as the cloud is now; what is known of the others stays. */
export async function noteWanted(place: Place, machines: ReadonlySet<MachineName>): Promise<void> {
  const begun = place.cloud.machines.filter(({ name }) => machines.has(name))
  await write(place, { ...(await readWanted(place)), ...wantedOf(place.cloud, begun) })
}

/** The cloud is what it should be (or is destroyed: no machine is left): whatever else was known is past. */
export async function settleWanted(place: Place, machines: readonly CloudMachine[]): Promise<void> {
  await write(place, wantedOf(place.cloud, machines))
}

/** Machines that are to carry or use more than when they were begun with; none of which nothing is known. */
export function grownSince(known: Wanted, { machines, ...cloud }: Cloud): MachineName[] {
  const now = wantedOf({ ...cloud, machines }, machines)
  return Object.entries(now).flatMap(([name, { parts, network }]) => {
    const before = known[name]
    if (before === undefined) return []
    return network !== before.network || parts.some((part) => !before.parts.includes(part)) ? [name] : []
  })
}

function wantedOf({ networks }: Cloud, machines: readonly CloudMachine[]): Wanted {
  return Object.fromEntries(
    machines.map(({ name, management, tunnel, providerNic, parts }) => {
      const provider = providerNic === undefined ? {} : { providerNic, provider: networks.provider }
      const network = JSON.stringify({ management, tunnel, ...provider })
      return [name, { address: management, parts: [...parts], network }]
    }),
  )
}

async function write({ runsFolder }: Place, wanted: Wanted): Promise<void> {
  await privateFolder(runsFolder)
  await writeWhole(fileIn(runsFolder), `${JSON.stringify(wanted, undefined, 2)}\n`, 0o600)
}

function fileIn(folder: string): string {
  return join(folder, 'machines.json')
}
