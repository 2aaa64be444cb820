/** Has the app say what a text means while it is typed: one question at a time, and the newest text has the last word. */
import type { Design, Reply } from '../../../../electron/contract/index.ts'

export interface TextReader {
  /** Reads the newest text when it has rested. @param pause milliseconds */
  readSoon(pause: number): void
  /** What this text means came with the answer to something else: it need not be read. */
  isRead(text: string): void
}

/** @param newest the text as it is when asked; undefined before there is one */
export function textReader(
  read: (text: string) => Promise<Reply<Design>>,
  newest: () => string | undefined,
  onReply: (reply: Reply<Design>) => void,
): TextReader {
  let last: string | undefined
  let isReading = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const readNewest = async (): Promise<void> => {
    if (isReading) return
    isReading = true
    for (let text = newest(); text !== undefined && text !== last; text = newest()) {
      const reply = await read(text)
      last = text
      onReply(reply)
    }
    isReading = false
  }
  return {
    readSoon(pause) {
      clearTimeout(timer)
      timer = setTimeout(() => void readNewest(), pause)
    },
    isRead(text) {
      clearTimeout(timer)
      last = text
    },
  }
}
