/** One machine of a lab: made, started, cut off from power, switched off, removed. */
import { mkdir, rm } from 'node:fs/promises'
import { kill } from 'node:process'
import { untilAnswering } from './answer.ts'
import { emptied, initOf, isPopulated, killGroup, removeGroups } from './cgroup.ts'
import { attachDisks, detachDisks, writeDeviceNodes } from './disk.ts'
import { FIRST_BOOT } from './firstBoot.ts'
import { launch } from './launch.ts'
import { containerName } from './names.ts'
import { unplug } from './network.ts'
import { machinePlaces } from './places.ts'
import { giveIdentity, hasIdentity, mountRoot, unmount } from './root.ts'
import type { LabRecord, MachineRecord } from './state.ts'
import { removeTraces } from './traces.ts'

/** SIGRTMIN+4 makes systemd power the machine off in good order. */
const POWER_OFF = 38
/** Milliseconds a machine has to power off before it is cut. */
const POWER_OFF_TIME = 90_000

/** Boots a machine that is off and waits until it lets people log in. A machine that runs is left alone. */
export async function startOne(
  record: LabRecord,
  machine: MachineRecord,
  dns: readonly string[],
  onLine: (line: string) => void,
): Promise<void> {
  const container = containerName(record.name, machine.name)
  if (await isPopulated(container)) return untilAnswering(record, machine, onLine)
  const places = machinePlaces(record.name, machine.name)
  await mkdir(places.folder, { recursive: true })
  await clearHost(record.name, machine.name)
  await mountRoot(record.name, machine)
  const fresh = !hasIdentity(record.name, machine.name)
  if (fresh) await giveIdentity(record, machine, dns)
  await writeDeviceNodes(record.name, machine, await attachDisks(record.name, machine))
  const firstBoot = fresh && machine.layer !== undefined
  await launch(record.name, machine, firstBoot ? [`systemd.unit=${FIRST_BOOT}`] : [])
  await untilAnswering(record, machine, onLine)
}

/** Ends a machine as a power cut does: every process at once, the disk as it is. */
export async function cutOne(lab: string, machine: string): Promise<void> {
  await killGroup(containerName(lab, machine))
  await clearHost(lab, machine)
}

/** Shuts a machine down in good order; one that does not manage in time is cut. */
export async function powerOffOne(lab: string, machine: string): Promise<void> {
  const container = containerName(lab, machine)
  const init = await initOf(container)
  if (init !== undefined) {
    kill(init, POWER_OFF)
    await emptied(container, POWER_OFF_TIME)
  }
  await cutOne(lab, machine)
}

/** Removes a machine with its disks; whatever a crash left behind goes too. */
export async function removeOne(lab: string, machine: string): Promise<void> {
  await cutOne(lab, machine)
  await rm(machinePlaces(lab, machine).folder, { recursive: true, force: true })
}

/** Takes away what a machine that is off still has on this computer: mount, loop devices, cables, groups. */
async function clearHost(lab: string, machine: string): Promise<void> {
  const container = containerName(lab, machine)
  const { folder, root } = machinePlaces(lab, machine)
  await unplug(lab, machine)
  await removeTraces(container, root)
  await unmount(root)
  await detachDisks(folder)
  await removeGroups(container)
}
