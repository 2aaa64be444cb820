/** Listens to a real cloud: every answer passes through and is kept, made neutral. */
import type { Fetch } from '../../../provisioner/core/http.ts'
import { asked, type Exchange, jsonOrText } from './exchange.ts'
import type { Neutral } from './neutral.ts'

export interface Recording {
  readonly fetch: Fetch
  /** What was heard since the last time. */
  take(): Exchange[]
  /** How many there are; `forget` goes back to so many. */
  mark(): number
  forget(mark: number): void
}

export function recording(real: Fetch, neutral: Neutral): Recording {
  let heard: Exchange[] = []
  return {
    async fetch(url, init) {
      const answer = await real(url, init)
      const text = await answer.text()
      const body = text === '' ? {} : { answer: neutral.value(jsonOrText(text)) }
      heard.push({ ...asked(url, init, neutral), status: answer.status, ...body })
      return { status: answer.status, headers: answer.headers, text: async () => text }
    },
    take() {
      const all = heard
      heard = []
      return all
    },
    mark: () => heard.length,
    forget(mark) {
      heard.length = mark
    },
  }
}
