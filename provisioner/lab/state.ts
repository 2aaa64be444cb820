/** What is kept about a lab on disk, and what is told about it: the record, and the state made from it. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StacksteadError } from '../core/errors.ts'
import { makeFolder } from './folders.ts'
import { labFolder, labsFolder } from './places.ts'

const machineRecord = z.strictObject({
  name: z.string(),
  /** Its place in the lab: decides address and cable names, never reused. */
  index: z.int().min(0),
  /** Cache folder of its ready layer; none on a bare machine. */
  layer: z.string().optional(),
  /** Cache folder of the base system. */
  base: z.string(),
  /** Sizes of its extra disks in bytes. */
  disks: z.array(z.int().positive()),
  /** 48-bit addresses of its NICs, the same at every start. */
  macs: z.strictObject({ management: z.string(), provider: z.string() }),
})

const labRecord = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  /** x of 10.83.x.0/24 and 10.84.x.0/24. */
  number: z.int().min(1).max(254),
  createdAt: z.iso.datetime(),
  askingUser: z.boolean(),
  machines: z.array(machineRecord),
})

export type LabRecord = z.infer<typeof labRecord>
export type MachineRecord = z.infer<typeof machineRecord>

export interface LabDisk {
  /** Where the machine finds it. */
  readonly path: string
  readonly bytes: number
}

export interface LabMachine {
  readonly name: string
  readonly running: boolean
  /** Process id of its init as this computer counts; absent when it is off. */
  readonly pid?: number
  /** IPv4 address on the management network. */
  readonly management: string
  readonly nics: { readonly management: string; readonly provider: string }
  readonly disks: readonly LabDisk[]
  /** Whether it started from a ready layer instead of bare Debian. */
  readonly ready: boolean
  /** File with what its console showed. */
  readonly console: string
}

/** Everything one needs to reach a lab's machines. */
export interface LabState {
  readonly name: string
  readonly createdAt: string
  readonly networks: {
    readonly management: { readonly subnet: string; readonly gateway: string; readonly bridge: string }
    readonly provider: { readonly subnet: string; readonly gateway: string; readonly bridge: string }
  }
  readonly machines: readonly LabMachine[]
  /** Logs in with the key; sudo asks for nothing. */
  readonly user: string
  /** A second user whose sudo asks for this password, where the lab was made with one. */
  readonly askingUser?: { readonly user: string; readonly password: string }
  /** Path of the private key, mode 0600. */
  readonly sshKey: string
  /** Path of a known_hosts file for this lab alone, and its content. */
  readonly knownHosts: string
  readonly knownHostsContent: string
}

/** Reads a record's text. @throws StacksteadError `lab` where it is damaged. */
export function parseRecord(text: string, file: string): LabRecord {
  try {
    return labRecord.parse(JSON.parse(text))
  } catch (error) {
    throw new StacksteadError(
      {
        code: 'lab',
        message: `The lab's record ${file} cannot be read.`,
        detail: error instanceof z.ZodError ? z.prettifyError(error) : String(error),
        remedy: 'Destroy the lab (`stackstead lab destroy`) and make it anew.',
      },
      { cause: error },
    )
  }
}

export async function readRecord(lab: string): Promise<LabRecord | undefined> {
  const file = join(labFolder(lab), 'lab.json')
  const text = await readFile(file, 'utf8').catch(missing)
  return text === undefined ? undefined : parseRecord(text, file)
}

/** Replaces the record at once: a crash leaves the old one or the new one. */
export async function writeRecord(record: LabRecord): Promise<void> {
  const file = join(labFolder(record.name), 'lab.json')
  await writeFile(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o644 })
  await rename(`${file}.new`, file)
}

/** Claims a number for a lab; false where another lab has it. The claim is a file that only one process can create. */
export async function claimNumber(number: number, lab: string): Promise<boolean> {
  const folder = join(labsFolder(), '.numbers')
  await makeFolder(folder)
  try {
    await writeFile(join(folder, String(number)), lab, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Numbers all labs have, with the lab's name. */
export async function claimedNumbers(): Promise<Map<number, string>> {
  const folder = join(labsFolder(), '.numbers')
  const files = await readdir(folder).catch(() => [])
  const claims = files.map(async (file) => [Number(file), await readFile(join(folder, file), 'utf8')] as const)
  return new Map(await Promise.all(claims))
}

/** Gives back what the lab claimed; by name, so that it works when the record is lost. */
export async function releaseNumbers(lab: string): Promise<void> {
  for (const [number, owner] of await claimedNumbers())
    if (owner === lab) await rm(join(labsFolder(), '.numbers', String(number)), { force: true })
}

/** Makes the lab's folder and the one of its machines, which only root may enter: it holds whole file systems. */
export async function makeLabFolder(lab: string): Promise<void> {
  await makeFolder(labFolder(lab))
  await mkdir(join(labFolder(lab), 'machines'), { recursive: true, mode: 0o700 })
}

function missing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
