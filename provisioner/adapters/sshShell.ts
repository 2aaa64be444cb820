/** A login shell on an ssh channel: text in and out, its end told with the reason. */
import { constants } from 'node:os'
import type { Shell } from '../core/machine.ts'
import { lostConnection } from './sshErrors.ts'
import type { ClientChannel } from './sshLibrary.ts'

/** @param cause why the connection went, where it did */
export function sshShell(machine: string, channel: ClientChannel, cause: () => Error | undefined): Shell {
  const ended = Promise.withResolvers<number>()
  // A sign may be cut in two by packets.
  const decoder = new TextDecoder()
  let status: number | undefined
  let isClosed = false
  channel.on('exit', (exit: number | null, signal?: string) => {
    status = exit ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0)
  })
  channel.once('close', () => {
    if (status !== undefined || isClosed) ended.resolve(status ?? 129)
    else ended.reject(lostConnection(machine, cause()))
  })
  channel.on('error', (error: Error) => ended.reject(lostConnection(machine, error)))
  // With a terminal everything comes by the one stream; what is not read here would block the connection.
  channel.stderr.resume()
  ended.promise.catch(() => {})
  return {
    write: (text) => {
      if (channel.writable) channel.write(text)
    },
    resize: ({ columns, rows }) => {
      if (channel.writable) channel.setWindow(rows, columns, 0, 0)
    },
    onText: (listener) => {
      channel.on('data', (chunk: Buffer) => listener(decoder.decode(chunk, { stream: true })))
    },
    pause: () => void channel.pause(),
    resume: () => void channel.resume(),
    ended: ended.promise,
    close: () => {
      isClosed = true
      // What it has still printed must be taken off the channel, or it never counts as closed.
      channel.resume()
      channel.close()
    },
  }
}
