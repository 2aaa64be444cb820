/** Every transport hands out streams of Node's; core knows only the part it needs. This proves it to the compiler. */
import { Duplex } from 'node:stream'

export function nodeStream(stream: unknown): Duplex {
  if (stream instanceof Duplex) return stream
  throw new TypeError('the connection gave no stream')
}
