/** Messages on their way to one page: a slow page makes them wait here, in order, and loses none. */
import type { WebSocket } from 'ws'

export interface Outbox {
  say(message: object): void
}

export interface OutboxLimits {
  /** Bytes handed to the socket before the rest waits. */
  readonly ahead: number
  /** Characters that may wait. Beyond, the connection is closed: the page makes a new one and hears what is so then. */
  readonly waiting: number
}

const LIMITS: OutboxLimits = { ahead: 1024 * 1024, waiting: 64 * 1024 * 1024 }

/** RFC 6455: try again later. */
const TOO_SLOW = 1013

export type OutboxSocket = Pick<WebSocket, 'bufferedAmount' | 'readyState' | 'OPEN' | 'send' | 'close'>

export function outbox(socket: OutboxSocket, limits: OutboxLimits = LIMITS): Outbox {
  let waiting: string[] = []
  let next = 0
  let size = 0
  const pump = (): void => {
    while (next < waiting.length && socket.readyState === socket.OPEN && socket.bufferedAmount < limits.ahead) {
      const text = waiting[next] ?? ''
      next += 1
      size -= text.length
      socket.send(text, pump)
    }
    if (next === waiting.length) {
      waiting = []
      next = 0
    }
  }
  return {
    say(message) {
      if (socket.readyState !== socket.OPEN) return
      const text = JSON.stringify(message)
      waiting.push(text)
      size += text.length
      pump()
      if (size > limits.waiting) socket.close(TOO_SLOW, 'The page does not keep up.')
    },
  }
}
