/** The part of `fetch` the engine needs, so that a real one, one through an ssh connection and a test's own all fit. */

export interface FetchInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal
}

export interface FetchAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
}

/** Rejects where no answer came; an HTTP error status is an answer. */
export type Fetch = (url: string, init?: FetchInit) => Promise<FetchAnswer>
