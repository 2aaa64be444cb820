/** An area answers a part of the contract: one function for each of its requests and streams. */
import type {
  RequestName,
  RequestOutput,
  RequestParsed,
  StreamEvent,
  StreamName,
  StreamParsed,
} from '../contract/index.ts'

/** Rejects with a StacksteadError for what the person should read. */
export type Answers<N extends RequestName> = {
  readonly [K in N]: (input: RequestParsed<K>) => Promise<RequestOutput<K>>
}

/** Emits what is so now, then each change, until the signal aborts. What it throws or rejects with is told to the listener. */
export type Tells<N extends StreamName> = {
  readonly [K in N]: (
    input: StreamParsed<K>,
    emit: (event: StreamEvent<K>) => void,
    signal: AbortSignal,
  ) => void | Promise<void>
}

export interface Area<R extends RequestName, S extends StreamName = never> extends AsyncDisposable {
  readonly requests: Answers<R>
  readonly streams: Tells<S>
}
