/** Bytes in, complete lines out: characters and lines may be cut anywhere between chunks. */
import { StringDecoder } from 'node:string_decoder'

export interface LineSplitter {
  push(chunk: Buffer): void
  /** Hands over what stands after the last newline, if anything. */
  end(): void
}

/** Calls `onLine` for each line, without its newline and without the carriage return of a progress display. */
export function lineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8')
  let open = ''
  const take = (text: string) => {
    const lines = (open + text).split('\n')
    open = lines.pop() ?? ''
    for (const line of lines) onLine(line.replace(/\r$/, ''))
  }
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end: () => {
      take(decoder.end())
      if (open !== '') onLine(open)
      open = ''
    },
  }
}
