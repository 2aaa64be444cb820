/** The TCP connection under an ssh connection. */
import { connect, type Socket } from 'node:net'
import { connectError, givenUp, noAnswer, type Place } from './sshErrors.ts'

/** Node's own 250 ms per address would give up on slow lines before the second address is tried. */
const PER_ADDRESS = 2_500

/** Rejects with `unreachable`, saying in what way, or with `cancelled` where nobody waits for it any more. */
export async function openSocket(place: Place, timeout: number, signal: AbortSignal): Promise<Socket> {
  if (signal.aborted) throw givenUp(place)
  const socket = connect({
    host: place.host,
    port: place.port,
    noDelay: true,
    autoSelectFamilyAttemptTimeout: PER_ADDRESS,
  })
  const over = Promise.withResolvers<never>()
  const timer = setTimeout(() => over.reject(noAnswer(place, timeout / 1000)), timeout)
  const onError = (error: NodeJS.ErrnoException) => over.reject(connectError(place, error, timeout / 1000))
  const onAbort = () => over.reject(givenUp(place))
  socket.on('error', onError)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await Promise.race([new Promise<void>((resolve) => socket.once('connect', resolve)), over.promise])
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
    socket.off('error', onError)
    signal.removeEventListener('abort', onAbort)
  }
}
