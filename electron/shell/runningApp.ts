/** The app as its surroundings see it: names and inputs come from outside and are parsed behind this door. */
import type { Reply } from '../contract/index.ts'

/** Streams one page may listen to at once. */
export const MOST_STREAMS = 500

export interface RunningApp extends AsyncDisposable {
  /** Never rejects: an unknown name or an input that does not fit is a reply, too. */
  call(name: string, input: unknown): Promise<Reply<unknown>>
  /** Calls `onEvent` until the function it gives back is called. */
  listen(name: string, input: unknown, onEvent: (event: Reply<unknown>) => void): () => void
}
