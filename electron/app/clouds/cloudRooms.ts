/** All clouds of the app: their rooms, opened at the start and kept, and the list the window shows. */
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { privateFolder, readDesign, readText, writeWhole } from '../../../provisioner/index.ts'
import type { CloudSummary } from '../../contract/index.ts'
import { cloudId } from '../../contract/names.ts'
import { cell } from '../cell.ts'
import { freeName, plainName } from '../freeName.ts'
import type { AppHost } from '../host.ts'
import { interrupted, isRunUnderWay, type Jobs } from '../jobs.ts'
import { wholePath } from '../wholePath.ts'
import { cloudList } from './cloudList.ts'
import { openRoom, type RoomParts } from './cloudRoom.ts'
import type { ConnectedAccess, ConnectedCloud, ConnectedClouds } from './connectedClouds.ts'
import { newCloudText } from './newCloud.ts'
import type { CloudRoom, CloudRooms } from './room.ts'
import { connectedSummary, summaryOf } from './summary.ts'

export interface AllRooms extends CloudRooms, AsyncDisposable {
  /** A cloud.yaml that is elsewhere. Rejects with `invalid-input` where there is none. */
  open(path: string): Promise<CloudRoom>
  /**
   * Takes it out of the list, with the credentials the app keeps for it; its files stay. Rejects with `locked` while work on
   * it is under way that needs its connections.
   */
  forget(id: string): Promise<void>
  /** A cloud that is only used. Rejects with `invalid-input` where there is one of that name. */
  connect(cloud: ConnectedCloud, access: ConnectedAccess): Promise<void>
}

export interface AllRoomsParts extends RoomParts {
  readonly connected: ConnectedClouds
}

export async function cloudRooms(host: AppHost, jobs: Jobs, parts: AllRoomsParts): Promise<AllRooms> {
  const listed = cloudList(host.folder)
  const rooms = new Map<string, CloudRoom>()
  const used = new Map((await parts.connected.all()).map((cloud) => [cloud.id, cloud]))
  const list = cell<readonly CloudSummary[]>([])
  const over = new AbortController()
  let isOpened = false

  const add = async (id: string, file: string): Promise<CloudRoom> => {
    const existing = rooms.get(id)
    if (existing !== undefined) return existing
    const room = await openRoom(id, file, parts)
    rooms.set(id, room)
    room.text.follow(() => {
      if (isOpened) refreshOne(room)
    }, over.signal)
    return room
  }
  const summary = (room: CloudRoom): Promise<CloudSummary> => summaryOf(room, isRunUnderWay(jobs, room.id))
  /** A folder of the app's that has the same name counts first. */
  const usedOnly = (): CloudSummary[] => [...used.values()].filter(({ id }) => !rooms.has(id)).map(connectedSummary)
  const refreshOne = async (room: CloudRoom): Promise<void> => {
    const { revision } = room.text.get()
    const fresh = await summary(room)
    // Somebody else is on the way with a newer one, or the cloud is gone.
    if (rooms.get(room.id) !== room || room.text.get().revision !== revision) return
    list.set([...list.get().filter(({ id }) => id !== room.id), fresh].sort(byId))
  }
  const refresh = async (): Promise<void> => {
    const own = await Promise.all([...rooms.values()].map(summary))
    list.set([...own, ...usedOnly()].sort(byId))
  }
  for (const { id, file } of await listed.all()) await add(id, file)
  await refresh()
  isOpened = true

  const refuseTaken = (name: string): void => {
    if (rooms.has(name) || used.has(name)) throw refused(`There is a cloud ${name} already.`, 'Choose another name.')
  }
  const all: AllRooms = {
    list,
    refresh,
    async get(id) {
      const room = rooms.get(id)
      if (room === undefined && used.has(id))
        throw refused(
          `${id} is only used from here: it has neither a cloud.yaml nor machines this app knows.`,
          'Choose a cloud of your own for this.',
        )
      if (room === undefined)
        throw refused(`There is no cloud ${id}.`, 'Open its cloud.yaml, or choose one of the list.')
      return room
    },
    async create(name, text = newCloudText(name)) {
      const file = listed.ownFile(name)
      refuseTaken(name)
      if ((await readText(file)) !== undefined)
        throw refused(
          `${file} is there already, of a cloud that was taken out of the list.`,
          'Open that file, or choose another name.',
        )
      await privateFolder(dirname(file))
      await writeWhole(file, text, 0o644)
      return listAs(name, file)
    },
    async open(path) {
      const file = await cloudFileAt(path)
      const known = [...rooms.values()].find((room) => room.file === file)
      if (known !== undefined) return known
      const own = basename(dirname(file))
      if (file === listed.ownFile(own) && cloudId.safeParse(own).success) return listAs(own, file)
      const name = readDesign((await readText(file)) ?? '').file.name ?? own
      const id = freeName(plainName(name, 56) || 'cloud', (one) => rooms.has(one) || used.has(one))
      return listAs(id, file)
    },
    async connect(cloud, access) {
      refuseTaken(cloud.id)
      used.set(cloud.id, cloud)
      await parts.connected.keep(cloud, access)
      list.set([...list.get(), connectedSummary(cloud)].sort(byId))
    },
    async forget(id) {
      const job = interrupted(jobs, id)
      if (job !== undefined) throw underWay(job.title)
      if (used.has(id) && !rooms.has(id)) {
        used.delete(id)
        list.set(list.get().filter((one) => one.id !== id))
        return parts.connected.forget(id)
      }
      const room = await all.get(id)
      await listed.forget(id)
      rooms.delete(id)
      list.set(list.get().filter((one) => one.id !== id))
      // Another cloud may be given this id one day: its machines are not to be shown these passwords.
      await parts.credentials.forget(id)
      await room[Symbol.asyncDispose]()
    },
    async [Symbol.asyncDispose]() {
      over.abort()
      await Promise.all([...rooms.values()].map((room) => room[Symbol.asyncDispose]()))
    },
  }
  const listAs = async (id: string, file: string): Promise<CloudRoom> => {
    await listed.add({ id, file })
    const room = await add(id, file)
    await refreshOne(room)
    return room
  }
  return all
}

async function cloudFileAt(path: string): Promise<string> {
  const wanted = wholePath(path, 'cloud.yaml')
  const inFolder = join(wanted, 'cloud.yaml')
  for (const file of [wanted, inFolder]) {
    const found = await stat(file).catch(() => undefined)
    if (found?.isFile() === true) return file.replace(/\/+/g, '/')
  }
  throw refused(
    `There is no file ${wanted}.`,
    'Check the path: it is that of a cloud.yaml, or of the folder it lies in.',
  )
}

function byId(a: CloudSummary, b: CloudSummary): number {
  return a.id.localeCompare(b.id)
}

function underWay(title: string): StacksteadError {
  return new StacksteadError({
    code: 'locked',
    message: `"${title}" is under way, and needs the connections that would go.`,
    remedy: 'Stop it or wait until it has ended, then try again.',
  })
}

function refused(message: string, remedy: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, remedy })
}
