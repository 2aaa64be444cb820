/** Who may in: a token that works once, and the sessions it opened. Only digests are kept, in memory and on disk. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readText, writeWhole } from '../../provisioner/index.ts'

/** A session outlives a restart of the app, so that an open page connects again by itself; a week, in milliseconds. */
const LASTS = 7 * 24 * 60 * 60_000
const MOST = 32

const kept = z.array(z.strictObject({ digest: z.string(), until: z.number() }))

export interface Sessions {
  /** A new token; one that was not used yet stops working. */
  invite(): string
  /** The cookie of a new session, once for each token; undefined for any other. */
  enter(token: string): Promise<string | undefined>
  knows(cookie: string): boolean
}

/** @param folder where the digests of sessions are kept, in a file of mode 0600 */
export async function openSessions(folder: string): Promise<Sessions> {
  const file = join(folder, 'sessions.json')
  let sessions = await readKept(file)
  let invited: Buffer | undefined
  return {
    invite() {
      const token = secret()
      invited = digest(token)
      return token
    },
    async enter(token) {
      if (invited === undefined || !timingSafeEqual(digest(token), invited)) return undefined
      invited = undefined
      const cookie = secret()
      sessions = [{ digest: digest(cookie).toString('hex'), until: Date.now() + LASTS }, ...living(sessions)].slice(
        0,
        MOST,
      )
      await writeWhole(file, `${JSON.stringify(sessions)}\n`, 0o600)
      return cookie
    },
    knows(cookie) {
      const offered = digest(cookie)
      // Every one is looked at, so that the time taken tells nothing.
      const fits = living(sessions).filter((one) => timingSafeEqual(Buffer.from(one.digest, 'hex'), offered))
      return fits.length > 0
    },
  }
}

/** 256 bits. */
function secret(): string {
  return randomBytes(32).toString('base64url')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function living(sessions: z.output<typeof kept>): z.output<typeof kept> {
  const now = Date.now()
  return sessions.filter((one) => one.until > now && one.digest.length === 64)
}

/** A file that cannot be understood means that everybody comes in by a new token. */
async function readKept(file: string): Promise<z.output<typeof kept>> {
  try {
    return kept.parse(JSON.parse((await readText(file)) ?? '[]'))
  } catch {
    return []
  }
}
