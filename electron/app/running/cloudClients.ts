/** One client for each running cloud: opened when first wanted, shared by everything, made anew when the way to the cloud changes. */
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import { type Openstack, openDirectCloud, type RunningCloud } from '../../../provisioner/index.ts'
import type { SeenCall } from '../../contract/index.ts'
import type { ConnectedAccess, ConnectedClouds } from '../clouds/connectedClouds.ts'
import type { CloudRooms } from '../clouds/room.ts'
import { openOwnCloud, wayOf } from './ownCloud.ts'

export interface CloudClient {
  /** For what is done, and what is asked once. */
  readonly os: Openstack
  /** For what is looked at again and again: tries once, and knows an answer it had before. */
  readonly looking: Openstack
  /** The way there, for what is not an API: screens. */
  readonly way: RunningCloud
}

export interface CloudClients extends AsyncDisposable {
  /** The same as before while the way to the cloud is the same. Rejects with `blocked` for a cloud that was not deployed yet. */
  of(cloud: string): Promise<CloudClient>
  /** An error as the person should read it. */
  worded(cloud: string, error: unknown): StacksteadError
  /** The last calls, oldest first. */
  calls(cloud: string): readonly SeenCall[]
  /** Calls back when there may be a way to a cloud again. */
  onWay(listener: (cloud: string) => void): void
}

/** So many calls are kept of each cloud. */
const CALLS = 500

interface Opened {
  readonly client: CloudClient
  readonly key: string
  /** Of the text it was last compared with. */
  revision: string
  close(): void
}

/** @param connected clouds that are only used */
export function cloudClients(rooms: CloudRooms, connected: Pick<ConnectedClouds, 'access'>): CloudClients {
  const opened = new Map<string, Opened>()
  const opening = new Map<string, Promise<Opened>>()
  const seen = new Map<string, SeenCall[]>()
  const listeners = new Set<(cloud: string) => void>()
  const over = new AbortController()

  const note = (cloud: string, call: SeenCall): void => {
    const calls = seen.get(cloud) ?? []
    seen.set(cloud, calls)
    calls.push(call)
    if (calls.length > CALLS) calls.shift()
  }
  const opens = (cloud: string, way: RunningCloud, fields: Omit<Opened, 'client'>): Opened => {
    const onCall = (call: SeenCall): void => note(cloud, call)
    // Once the app ends nothing is asked again: a login that waits for its next try would keep the process for a minute.
    const of = { onCall, signal: over.signal }
    const client: CloudClient = { way, os: way.client(of), looking: way.client({ ...of, looking: true }) }
    const fresh: Opened = { client, ...fields }
    opened.set(cloud, fresh)
    return fresh
  }
  const isConnected = (cloud: string): boolean =>
    rooms.list.get().some(({ id, kind }) => id === cloud && kind === 'connected')
  const openConnected = async (cloud: string): Promise<Opened> => {
    const before = opened.get(cloud)
    if (before !== undefined) return before
    const { ca, credentials } = (await connected.access(cloud)) ?? gone(cloud)
    const way = openDirectCloud(credentials, ca)
    return opens(cloud, way, { key: '', revision: '', close: () => way.close() })
  }
  const open = async (cloud: string): Promise<Opened> => {
    if (isConnected(cloud)) return openConnected(cloud)
    const room = await rooms.get(cloud)
    const before = opened.get(cloud)
    const { revision } = room.text.get()
    if (before?.revision === revision) return before
    let project: Awaited<ReturnType<typeof room.project>>
    try {
      project = await room.project()
    } catch (error) {
      // While somebody writes in cloud.yaml it may have problems; the cloud that runs is the one it was.
      if (before !== undefined) return before
      throw error
    }
    const key = wayOf(project)
    if (before?.key === key) {
      before.revision = revision
      return before
    }
    before?.close()
    const closed = new AbortController()
    const signal = AbortSignal.any([closed.signal, over.signal])
    const way = openOwnCloud(room, project, signal)
    room.onConnection((_machine, state) => {
      if (state === 'made') for (const listener of [...listeners]) listener(cloud)
    }, signal)
    const end = (): void => {
      closed.abort()
      way.close()
    }
    return opens(cloud, way, { key, revision, close: end })
  }
  const close = (cloud: string): void => {
    opened.get(cloud)?.close()
    opened.delete(cloud)
    seen.delete(cloud)
  }
  rooms.list.follow((list) => {
    const ids = new Set(list.map(({ id }) => id))
    for (const cloud of [...opened.keys()]) if (!ids.has(cloud)) close(cloud)
  }, over.signal)

  return {
    async of(cloud) {
      const known = opening.get(cloud) ?? open(cloud).finally(() => opening.delete(cloud))
      opening.set(cloud, known)
      return (await known).client
    },
    worded(cloud, error) {
      const data = errorData(error)
      const summary = rooms.list.get().find(({ id }) => id === cloud)
      const isNew = summary?.kind === 'own' && summary.lastRun === undefined
      const isFailure = data.code === 'unreachable' || data.code === 'invalid-input'
      if (!isNew || !isFailure) return asError(error)
      return new StacksteadError(
        {
          code: 'blocked',
          message: `${summary.name} was not deployed yet, so nothing runs there.`,
          detail: data.message,
          remedy: 'Deploy it first.',
        },
        { cause: error },
      )
    },
    calls: (cloud) => [...(seen.get(cloud) ?? [])],
    onWay: (listener) => void listeners.add(listener),
    async [Symbol.asyncDispose]() {
      over.abort()
      await Promise.allSettled(opening.values())
      for (const cloud of [...opened.keys()]) close(cloud)
    },
  }
}

function gone(cloud: string): ConnectedAccess {
  throw new StacksteadError({ code: 'invalid-input', message: `There is no cloud ${cloud}.` })
}

function asError(error: unknown): StacksteadError {
  return error instanceof StacksteadError ? error : new StacksteadError(errorData(error), { cause: error })
}
