/** What machines were like when they were last looked at, kept on disk so that the window is full when it opens. */
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type MachineProbe, privateFolder, ROLES, readText, writeWhole } from '../../../provisioner/index.ts'

export interface CachedProbe {
  /** How the machine was reached: another address may be another machine. */
  readonly way: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly probe: MachineProbe
}

const disk = z.object({
  path: z.string(),
  bytes: z.number(),
  type: z.enum(['nvme', 'ssd', 'hdd', 'loop', 'virtual']),
  model: z.string().exactOptional(),
  empty: z.boolean(),
  mounts: z.array(z.string()),
})
const nic = z.object({
  name: z.string(),
  mac: z.string(),
  speed: z.number().exactOptional(),
  link: z.boolean(),
  wireless: z.boolean(),
  addresses: z.array(z.string()),
  carriesSsh: z.boolean(),
  mtu: z.number(),
  master: z.string().exactOptional(),
})
/** Written by another version of the app, a probe may lack what this one shows: then it is as if there were none. */
const probe: z.ZodType<MachineProbe> = z.object({
  os: z.object({ title: z.string(), architecture: z.string(), kernel: z.string() }),
  hostname: z.string(),
  processor: z.object({ model: z.string(), cores: z.number(), virtualisation: z.enum(['vmx', 'svm']).exactOptional() }),
  guest: z.string().exactOptional(),
  memory: z.object({ total: z.number(), available: z.number() }),
  disks: z.array(disk),
  nics: z.array(nic),
  uptime: z.number(),
  obstacles: z.array(z.object({ role: z.enum(ROLES), level: z.enum(['warning', 'error']), why: z.string() })),
})
const cached = z.object({ way: z.string(), at: z.number(), probe })

function fileOf(folder: string, cloud: string): string {
  return join(folder, 'probes', `${cloud}.json`)
}

/** By machine. Never rejects. */
export async function readProbes(folder: string, cloud: string): Promise<ReadonlyMap<string, CachedProbe>> {
  const text = await readText(fileOf(folder, cloud)).catch(() => undefined)
  try {
    const entries = Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(text ?? '{}')))
    return new Map(
      entries.flatMap(([name, value]) => {
        const { data } = cached.safeParse(value)
        return data === undefined ? [] : [[name, data]]
      }),
    )
  } catch {
    return new Map()
  }
}

export async function writeProbes(
  folder: string,
  cloud: string,
  probes: ReadonlyMap<string, CachedProbe>,
): Promise<void> {
  const file = fileOf(folder, cloud)
  await privateFolder(dirname(file))
  await writeWhole(file, `${JSON.stringify(Object.fromEntries(probes))}\n`, 0o600)
}
