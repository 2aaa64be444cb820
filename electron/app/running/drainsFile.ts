/** The last emptying of each compute of a cloud on disk: what was wished and how far it was, whatever becomes of the app. */
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { privateFolder, readText, writeWhole } from '../../../provisioner/index.ts'
import type { Drain } from '../../contract/computes.ts'
import type { ConnectedClouds } from '../clouds/connectedClouds.ts'
import type { CloudRooms } from '../clouds/room.ts'

const error = z.looseObject({ code: z.string(), message: z.string() })
const wish = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('drain'),
    host: z.string(),
    reason: z.string(),
    off: z.enum(['move', 'leave']),
    stuck: z.enum(['move', 'stop', 'leave']),
    atATime: z.int(),
  }),
  z.strictObject({ kind: z.literal('evacuation'), host: z.string(), atATime: z.int() }),
])
const instance = z.looseObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'moving', 'confirming', 'moved', 'stopping', 'stopped', 'stays', 'failed']),
  way: z.enum(['live', 'cold']),
  error: error.optional(),
})
const kept = z.object({
  /** Of a drain that was under way when it was written: the last that is known of it. */
  writtenAt: z.number(),
  drains: z.array(
    z.looseObject({
      id: z.string(),
      host: z.string(),
      wish,
      state: z.enum(['running', 'stopping', 'interrupted', 'empty', 'partly', 'cancelled', 'failed']),
      step: z.enum(['looking', 'disabling', 'forcing', 'moving']),
      instances: z.array(instance),
      startedAt: z.number(),
      endedAt: z.number().optional(),
      error: error.optional(),
    }),
  ),
})

/** An own cloud keeps them beside the journals of its runs. */
export function drainFiles(rooms: CloudRooms, connected: Pick<ConnectedClouds, 'folderOf'>) {
  return async (cloud: string): Promise<string> => {
    const isConnected = rooms.list.get().some(({ id, kind }) => id === cloud && kind === 'connected')
    return join(isConnected ? connected.folderOf(cloud) : (await rooms.get(cloud)).runsFolder, 'drains.json')
  }
}

/** None where there is no file, or one that cannot be understood. What was under way when it was written was interrupted. */
export async function readDrains(file: string): Promise<readonly Drain[]> {
  const text = await readText(file).catch(() => undefined)
  try {
    if (text === undefined) return []
    const { drains, writtenAt } = kept.parse(JSON.parse(text))
    return (drains as unknown as Drain[]).map((one) => ended(one, writtenAt))
  } catch {
    return []
  }
}

export async function writeDrains(file: string, drains: readonly Drain[]): Promise<void> {
  await privateFolder(dirname(file))
  await writeWhole(file, `${JSON.stringify({ writtenAt: Date.now(), drains }, null, 2)}\n`, 0o600)
}

/** Whoever had asked it to stop does not ask to go on. */
function ended(one: Drain, endedAt: number): Drain {
  if (one.state === 'running') return { ...one, state: 'interrupted', endedAt }
  return one.state === 'stopping' ? { ...one, state: 'cancelled', endedAt } : one
}
