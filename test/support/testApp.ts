/** The surroundings an area of the app needs, without a window: one cloud in a folder of its own, machines of the test's choosing. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cell } from '../../electron/app/cell.ts'
import type { CloudRoom, CloudRooms } from '../../electron/app/clouds/room.ts'
import type { AppContext } from '../../electron/app/context.ts'
import { jobs } from '../../electron/app/jobs.ts'
import type { CloudSummary, CloudText } from '../../electron/contract/index.ts'
import type { Fleet } from '../../provisioner/core/check.ts'
import { StacksteadError } from '../../provisioner/core/errors.ts'
import { openProject, type Project } from '../../provisioner/index.ts'
import { altered as changed } from './clouds.ts'

/** With settings the components know. */
const CLOUD = changed('cpuMode: host-model', 'virt_type: qemu')

export interface TestApp extends Disposable {
  readonly context: AppContext
  readonly folder: string
  readonly room: CloudRoom
  /** Key of the cloud's encrypted secrets. */
  readonly keyFile: string
  /** What was put on the clipboard, opened in the browser, and notified. */
  readonly copied: string[]
  readonly opened: string[]
  readonly notified: string[]
  /** How often the list of clouds was read anew. */
  refreshed(): number
  /** Replaces cloud.yaml as a person would. */
  write(text: string): void
}

export interface TestAppOptions {
  readonly fleet: Fleet
  readonly text?: string
  /** What is different in the project that cloud.yaml makes. */
  readonly altered?: (project: Project) => Project
}

/** The one cloud is called home. */
export function testApp({ fleet, text = CLOUD, altered = (project) => project }: TestAppOptions): TestApp {
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-app-'))
  const file = join(folder, 'cloud.yaml')
  const keyFile = join(folder, 'key')
  const lists = { copied: [] as string[], opened: [] as string[], notified: [] as string[] }
  let revision = 0
  let refreshed = 0
  const textCell = cell<CloudText>({ text, revision: '0' })
  const write = (next: string): void => {
    writeFileSync(file, next)
    revision += 1
    textCell.set({ text: next, revision: String(revision) })
  }
  writeFileSync(file, text)
  const room: CloudRoom = {
    id: 'home',
    file,
    runsFolder: join(folder, '.stackstead', 'cloud'),
    text: textCell,
    write: async (next) => {
      write(next)
      return textCell.get()
    },
    change: async (edit) => {
      write(edit(textCell.get().text))
      return textCell.get()
    },
    project: async () => altered(await openProject(file, keyFile)),
    fleet: async () => fleet,
    recover: async () => {},
    onConnection: () => {},
    disconnect: async () => {},
    [Symbol.asyncDispose]: async () => {},
  }
  const list = cell<readonly CloudSummary[]>([])
  const rooms: CloudRooms = {
    list,
    get: async (id) => {
      if (id === 'home') return room
      throw new StacksteadError({ code: 'invalid-input', message: `There is no cloud ${id}.` })
    },
    create: async (id) => {
      throw new StacksteadError({ code: 'invalid-input', message: `This test makes no cloud ${id}.` })
    },
    forget: async () => {},
    refresh: async () => {
      refreshed += 1
    },
  }
  const context: AppContext = {
    rooms,
    jobs: jobs(),
    probes: { of: async () => cell({ machines: {} }) },
    host: {
      kind: 'browser',
      version: '0.0.0',
      folder: join(folder, 'app'),
      vault: { seal: async (plain) => Buffer.from(plain), open: async (sealed) => Buffer.from(sealed).toString() },
      copy: async (what) => void lists.copied.push(what),
      openExternal: async (url) => void lists.opened.push(url),
      notify: (title, body) => void lists.notified.push(`${title} — ${body}`),
    },
  }
  return {
    ...lists,
    context,
    folder,
    keyFile,
    room,
    refreshed: () => refreshed,
    write,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Everything a stream tells, in order, and a way to wait for what it shall tell. */
export interface Told<T> {
  readonly events: T[]
  /** Resolves with the first event, past or to come, for which this is so. */
  until(isIt: (event: T) => boolean): Promise<T>
  readonly emit: (event: T) => void
  readonly signal: AbortSignal
  leave(): void
}

export function told<T>(): Told<T> {
  const events: T[] = []
  const waiting = new Set<() => void>()
  const controller = new AbortController()
  return {
    events,
    signal: controller.signal,
    leave: () => controller.abort(),
    emit: (event) => {
      events.push(event)
      for (const look of [...waiting]) look()
    },
    until: (isIt) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find(isIt)
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}
