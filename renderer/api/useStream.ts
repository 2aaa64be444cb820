/** Streams as React state: the latest event, for as long as the part that shows it is on the screen. */
import { useEffect, useState } from 'react'
import type { ErrorData, StreamEvent, StreamInput, StreamName } from '../../electron/contract/index.ts'
import { bridge } from './bridge.ts'
import { sharedStreams } from './sharedStreams.ts'

const listen = sharedStreams(bridge)

export interface Followed<T> {
  /** Undefined until the first event came. */
  readonly value: T | undefined
  readonly error: ErrorData | undefined
}

/** @param input undefined: not listened to yet */
export function useStream<N extends StreamName>(name: N, input: StreamInput<N> | undefined): Followed<StreamEvent<N>> {
  const [state, setState] = useState<Followed<StreamEvent<N>>>({ value: undefined, error: undefined })
  const key = input === undefined ? undefined : JSON.stringify(input)
  useEffect(() => {
    setState({ value: undefined, error: undefined })
    if (key === undefined) return undefined
    return listen(name, JSON.parse(key) as StreamInput<N>, (event) =>
      setState((before) =>
        event.ok ? { value: event.value, error: undefined } : { value: before.value, error: event.error },
      ),
    )
  }, [name, key])
  return state
}
