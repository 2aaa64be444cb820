/** What one can do with a whole practice lab and its machines. */
import { existsSync } from 'node:fs'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StacksteadError } from '../core/errors.ts'
import { nameServers } from './dns.ts'
import { withLock } from './lock.ts'
import { cutOne, powerOffOne, removeOne, startOne } from './machine.ts'
import { checkLabel } from './names.ts'
import { networkRemains, raiseNetworks, removeNetworks } from './network.ts'
import { labFolder, labsFolder } from './places.ts'
import { type OnProgress, tell } from './progress.ts'
import { type MakeOptions, openRecord, withMachines } from './record.ts'
import { missingPrograms, requireCapable } from './requirements.ts'
import { knownHostLines } from './root.ts'
import { type LabRecord, type LabState, type MachineRecord, releaseNumbers, writeRecord } from './state.ts'
import { describe, requireMachine, requireRecord } from './status.ts'

export interface LabUpOptions extends MakeOptions {
  /** Name servers for new machines. Default: those of this computer. */
  readonly dns?: readonly string[]
  readonly onProgress?: OnProgress
}

const silent: OnProgress = () => undefined

/** Makes the lab or completes it, and starts every machine of it that is off. Resolves when all let people log in. */
export async function labUp(options: LabUpOptions): Promise<LabState> {
  checkLabel('lab', options.name)
  for (const machine of options.machines ?? []) checkLabel('machine', machine)
  await requireCapable()
  const onProgress = options.onProgress ?? silent
  return exclusively(options.name, onProgress, async () => {
    const dns = options.dns ?? (await nameServers())
    const record = await withMachines(await openRecord(options), options, onProgress)
    await writeRecord(record)
    await raiseNetworks(record.name, record.number)
    await startAll(record, record.machines, dns, onProgress)
    return describe(record)
  })
}

/** Shuts every machine down in good order and takes the networks away; disks stay. */
export async function labDown(name: string, onProgress: OnProgress = silent): Promise<LabState> {
  await requireCapable()
  return exclusively(name, onProgress, async () => {
    const record = await requireRecord(name)
    const shut = record.machines.map((machine) =>
      tell(onProgress, `Shut down ${machine.name}`, () => powerOffOne(name, machine.name)),
    )
    await allOf(shut)
    await removeNetworks(name)
    return describe(record)
  })
}

/**
 * Whether there is something of a lab to remove: its folder, or networks that a lost folder left behind.
 * @throws StacksteadError `lab` for machines that run without a folder here: they may be another person's.
 */
export async function isLabThere(name: string): Promise<boolean> {
  checkLabel('lab', name)
  if (existsSync(labFolder(name))) return true
  // Without the programs to look nothing of a lab can have been made.
  const remains = missingPrograms().length > 0 ? 'none' : await networkRemains(name)
  if (remains !== 'running') return remains === 'idle'
  throw new StacksteadError({
    code: 'lab',
    message: `Machines of a lab called ${name} run on this computer, but ${labFolder(name)} is not there.`,
    remedy:
      'If another person or another XDG_STATE_HOME has this lab, destroy it there. If its folder was deleted, restart this computer, which ends its machines.',
  })
}

/** Removes the lab with all disks, and whatever a crash left of it. It goes by what lies on the disk and what bears its
 * mark, so that a lost record does not matter; a lab that does not exist is no error. */
export async function labDestroy(name: string, onProgress: OnProgress = silent): Promise<void> {
  if (!(await isLabThere(name))) return
  await requireCapable()
  await exclusively(name, onProgress, () =>
    tell(onProgress, `Remove the lab ${name}`, async () => {
      const machines = await readdir(join(labFolder(name), 'machines')).catch(() => [])
      await allOf(machines.map((machine) => removeOne(name, machine)))
      await removeNetworks(name)
      await releaseNumbers(name)
      await rm(labFolder(name), { recursive: true, force: true })
    }),
  )
}

/** A power cut: the machine stops at once and keeps what its disk holds. */
export async function cutMachine(name: string, machine: string, onProgress: OnProgress = silent): Promise<LabState> {
  await requireCapable()
  return exclusively(name, onProgress, async () => {
    const record = await requireRecord(name)
    await cutOne(name, requireMachine(record, machine).name)
    return describe(record)
  })
}

/** Boots a machine that is off. */
export async function startMachine(name: string, machine: string, onProgress: OnProgress = silent): Promise<LabState> {
  await requireCapable()
  return exclusively(name, onProgress, async () => {
    const record = await requireRecord(name)
    await raiseNetworks(name, record.number)
    await startAll(record, [requireMachine(record, machine)], await nameServers(), onProgress)
    return describe(record)
  })
}

async function startAll(
  record: LabRecord,
  machines: readonly MachineRecord[],
  dns: readonly string[],
  onProgress: OnProgress,
): Promise<void> {
  const started = machines.map((machine) =>
    tell(onProgress, `Start ${machine.name}`, (line) => startOne(record, machine, dns, line)),
  )
  await allOf(started)
  const known = await Promise.all(record.machines.map((machine) => knownHostLines(record, machine)))
  await writeFile(join(labFolder(record.name), 'known_hosts'), `${known.flat().join('\n')}\n`)
}

/** Waits for all, so that none still works when the lab's lock is given up; then throws what failed first. */
async function allOf(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

/** One process at a time changes a lab. */
function exclusively<T>(lab: string, onProgress: OnProgress, work: () => Promise<T>): Promise<T> {
  const title = `Wait for another process that works on the lab ${lab}`
  return withLock(join(labsFolder(), '.locks', lab), title, onProgress, work)
}
