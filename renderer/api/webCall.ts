/** One request by POST /call. A connection that is lost meanwhile does not lose the reply: the call is said again. */
import type { Bridge, Reply } from '../../electron/contract/index.ts'

const LOST: Reply<never> = {
  ok: false,
  error: {
    code: 'unreachable',
    message: 'The Stackstead app does not answer.',
    remedy: 'If it was closed, start it again with "npm start"; this page connects by itself.',
  },
}

/**
 * How often a call is said at most, and the milliseconds between: Chromium drops requests under way whenever a network
 * card comes or goes, and starting practice machines is many cards in a row.
 */
const TIMES = 30
const PAUSE = 200

/** @param answers resolves with whether the app is there, waiting a moment for its streams where they were lost, too */
export function webCall(answers: () => Promise<boolean>): Bridge['call'] {
  return async (name, input) => {
    const id = callId()
    const since = performance.now()
    let age = 0
    for (let times = 1; ; times += 1) {
      try {
        const answer = await fetch('/call', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name, input, call: { id, age } }),
        })
        return await answer.json()
      } catch (error) {
        // A TypeError is the connection; anything else would be the same the next time.
        if (times === TIMES || !(error instanceof TypeError)) return LOST
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
      if (!(await answers())) return LOST
      age = performance.now() - since
    }
  }
}

/** 128 bits, so that no other page can name this call. */
function callId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
