/** The TCP connection under an ssh connection. */
import { connect, type Socket } from 'node:net'
import { connectError, noAnswer, type Place } from './sshErrors.ts'

/** Node's own 250 ms per address would give up on slow lines before the second address is tried. */
const PER_ADDRESS = 2_500

/** Rejects with `unreachable`, saying in what way. */
export async function openSocket(place: Place, timeout: number): Promise<Socket> {
  const socket = connect({
    host: place.host,
    port: place.port,
    noDelay: true,
    autoSelectFamilyAttemptTimeout: PER_ADDRESS,
  })
  const over = Promise.withResolvers<never>()
  const timer = setTimeout(() => over.reject(noAnswer(place, timeout / 1000)), timeout)
  const onError = (error: NodeJS.ErrnoException) => over.reject(connectError(place, error, timeout / 1000))
  socket.on('error', onError)
  try {
    await Promise.race([new Promise<void>((resolve) => socket.once('connect', resolve)), over.promise])
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
    socket.off('error', onError)
  }
}
