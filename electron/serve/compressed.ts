/** Files of the page, compressed once for as long as they stay the same. */
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { PageAnswer } from '../shell/pageFiles.ts'

const WORTH = 1024
const TEXT = /^(?:text\/|application\/json|image\/svg)/

/** Level 5: this runs when somebody waits for the page, and the page comes from the same computer. */
const coders: Readonly<Record<'br' | 'gzip', (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => promisify(gzip)(body, { level: 6 }),
}

/** Gives the same answer, compressed where that is worth it and `accepted` (an Accept-Encoding header) allows. */
export function compressor(): (answer: PageAnswer, accepted: string) => Promise<PageAnswer> {
  const done = new Map<string, Promise<Buffer>>()
  return async (answer, accepted) => {
    const { key, body, headers } = answer
    if (key === undefined || body.length < WORTH || !TEXT.test(headers['content-type'] ?? '')) return answer
    const words = accepted.split(',').map((word) => word.trim().split(';')[0])
    const coding = (['br', 'gzip'] as const).find((one) => words.includes(one))
    if (coding === undefined) return { ...answer, headers: { ...headers, vary: 'accept-encoding' } }
    const id = `${coding} ${key}`
    const ready = done.get(id) ?? coders[coding](body)
    done.set(id, ready)
    return {
      ...answer,
      body: await ready,
      headers: { ...headers, 'content-encoding': coding, vary: 'accept-encoding' },
    }
  }
}
