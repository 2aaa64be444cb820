/** Whether a TCP port can be reached from this computer, and which of its addresses lie where. */
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'

/** False after so many milliseconds without an answer, and where the connection is refused. */
export function opensTcp(host: string, port: number, milliseconds: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host, port, timeout: milliseconds })
  const end = (open: boolean) => (): void => {
    socket.destroy()
    resolve(open)
  }
  socket.once('connect', end(true)).once('timeout', end(false)).once('error', end(false))
  return promise
}

/** IPv4 addresses of this computer. */
export function ownAddresses(): string[] {
  const cards = Object.values(networkInterfaces()).flatMap((card) => card ?? [])
  return cards.filter((one) => one.family === 'IPv4').map((one) => one.address)
}
