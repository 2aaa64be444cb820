/** The bridge of a page in a browser: requests by POST, streams over one WebSocket that is made again when lost. */
import type { Bridge, Reply, StreamName } from '../../electron/contract/index.ts'
import { webCall } from './webCall.ts'

interface Listener {
  readonly name: StreamName
  readonly input: unknown
  readonly onEvent: (event: Reply<never>) => void
}

const FIRST_WAIT = 250
const LONGEST_WAIT = 5000

/** Milliseconds for which a call that was lost waits for the streams to be made again. */
const GRACE = 1000

export function webBridge(): Bridge {
  const listeners = new Map<number, Listener>()
  const watchers = new Set<(connected: boolean) => void>()
  let next = 1
  let connected = false
  let wait = FIRST_WAIT
  let socket: WebSocket | undefined

  const tell = (state: boolean): void => {
    if (connected === state) return
    connected = state
    for (const watcher of watchers) watcher(state)
  }
  const answers = (): Promise<boolean> => {
    if (connected) return Promise.resolve(true)
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        watchers.delete(done)
        resolve(connected)
      }
      const timer = setTimeout(done, GRACE)
      watchers.add(done)
    })
  }
  const say = (message: object): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
  }
  const open = (): void => {
    const fresh = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/streams`)
    socket = fresh
    fresh.onopen = () => {
      wait = FIRST_WAIT
      tell(true)
      for (const [id, { name, input }] of listeners) say({ listen: id, name, input })
    }
    fresh.onmessage = ({ data }) => {
      const { id, event } = JSON.parse(String(data)) as { id: number; event: Reply<never> }
      listeners.get(id)?.onEvent(event)
    }
    fresh.onclose = () => {
      tell(false)
      setTimeout(open, wait)
      wait = Math.min(wait * 2, LONGEST_WAIT)
    }
  }
  open()

  return {
    call: webCall(answers),
    listen(name, input, onEvent) {
      const id = next
      next += 1
      listeners.set(id, { name, input, onEvent: onEvent as Listener['onEvent'] })
      say({ listen: id, name, input })
      return () => {
        listeners.delete(id)
        say({ leave: id })
      }
    },
    onConnection(listener) {
      watchers.add(listener)
      listener(connected)
      return () => watchers.delete(listener)
    },
  }
}
