/** The cloud made of practice machines: its cloud.yaml, the host keys beside it, and taking both away again. */
import { rm } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import {
  knownHostsBeside,
  type LabState,
  practiceCloudText,
  privateFolder,
  readDesign,
  writeWhole,
} from '../../../provisioner/index.ts'
import type { CloudRoom, CloudRooms } from '../clouds/room.ts'
import type { AppHost } from '../host.ts'

/** Makes the cloud, or brings the one there is up to the machines there are. Roles a person has given stay. */
export async function writePracticeCloud(rooms: CloudRooms, lab: LabState, dns: readonly string[]): Promise<CloudRoom> {
  const text = practiceCloudText(lab, dns)
  const isThere = rooms.list.get().some(({ id }) => id === lab.name)
  const room = isThere ? await rooms.get(lab.name) : await rooms.create(lab.name, text)
  if (isThere) await room.change((before) => (reaches(before, lab) ? before : text))
  const knownHosts = knownHostsBeside(room.file)
  await privateFolder(dirname(knownHosts))
  await writeWhole(knownHosts, lab.knownHostsContent, 0o600)
  // Machines made anew have other keys: what was connected before is gone.
  await room.disconnect()
  await rooms.refresh()
  return room
}

/** Rejects with `invalid-input` where the name belongs to a cloud of other machines. */
export function refuseOtherCloud(rooms: CloudRooms, name: string): void {
  const cloud = rooms.list.get().find(({ id }) => id === name)
  if (cloud === undefined || cloud.practice || cloud.machines === 0) return
  throw new StacksteadError({
    code: 'invalid-input',
    message: `There is a cloud ${name} already, and it is not made of practice machines.`,
    remedy: 'Choose another name.',
  })
}

/** Forgets the cloud; its files go with its machines where they lie in the app's own folder. */
export async function removePracticeCloud(rooms: CloudRooms, host: AppHost, name: string): Promise<void> {
  const cloud = rooms.list.get().find(({ id }) => id === name)
  if (cloud?.practice !== true) return
  const folder = dirname((await rooms.get(name)).file)
  await rooms.forget(name)
  if (folder.startsWith(join(host.folder, sep))) await rm(folder, { recursive: true, force: true })
}

/** Whether a text names exactly the machines of a lab, at their addresses and with their key. */
function reaches(text: string, lab: LabState): boolean {
  const { ssh, machines = {} } = readDesign(text).file
  const wanted = lab.machines.map(({ name, management }) => `${name} ${management}`).sort()
  const found = Object.entries(machines).map(([name, { address }]) => `${name} ${address}`)
  return ssh?.key === lab.sshKey && wanted.join() === found.sort().join()
}
