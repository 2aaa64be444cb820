/** The part of a byte stream the engine needs, so that core knows no Node module. */
export interface Duplex extends AsyncIterable<Uint8Array> {
  write(chunk: Uint8Array | string): boolean
  end(): void
  destroy(error?: Error): void
  on(event: string, listener: (...values: never[]) => void): this
}
