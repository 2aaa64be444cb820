/** A TCP connection from this computer. */
import { connect } from 'node:net'
import { StacksteadError } from '../core/errors.ts'
import type { Duplex } from '../core/stream.ts'

/** Rejects with `unreachable` where nothing answers. */
export function directStream(host: string, port: number): Promise<Duplex> {
  const socket = connect({ host, port })
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('error', (cause) => {
      const message = `Nothing answers on ${host}:${port}: ${cause.message}.`
      reject(new StacksteadError({ code: 'unreachable', message }, { cause }))
    })
  })
}
