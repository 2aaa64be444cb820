/** The WebSocket of a page: it names the streams it listens to, and their events come back under its own numbers. */
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { MOST_STREAMS, type RunningApp } from '../shell/runningApp.ts'
import { outbox } from './outbox.ts'

const id = z.int().min(0)
const message = z.union([
  z.strictObject({ listen: id, name: z.string().max(64), input: z.unknown() }),
  z.strictObject({ leave: id }),
])

/** RFC 6455: a message against the rules. */
const POLICY = 1008

/** Serves one connection until it closes; every listener ends with it. */
export function serveStreams(app: RunningApp, socket: WebSocket): void {
  const { say } = outbox(socket)
  const listeners = new Map<number, () => void>()
  const leave = (number: number): void => {
    listeners.get(number)?.()
    listeners.delete(number)
  }
  socket.on('message', (data, binary) => {
    const said = binary ? undefined : parsed(String(data))
    if (said === undefined || listeners.size >= MOST_STREAMS) {
      socket.close(POLICY, 'This is not how streams are listened to.')
    } else if ('leave' in said) {
      leave(said.leave)
    } else {
      leave(said.listen)
      listeners.set(
        said.listen,
        app.listen(said.name, said.input, (event) => say({ id: said.listen, event })),
      )
    }
  })
  socket.on('close', () => {
    for (const number of [...listeners.keys()]) leave(number)
  })
  // A broken connection closes by itself; without a listener its error would end the process.
  socket.on('error', () => socket.terminate())
}

function parsed(text: string): z.output<typeof message> | undefined {
  try {
    return message.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
