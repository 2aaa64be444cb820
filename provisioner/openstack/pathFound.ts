/** What a link of a way can be found to be. */
import type { Link } from './pathCheck.ts'

export type Found = Omit<Link, 'id' | 'title'>

export const ok = (why: string): Found => ({ state: 'ok', why })
export const unknown = (why: string): Found => ({ state: 'unknown', why })
export const notNeeded = (why: string): Found => ({ state: 'not-needed', why })
export const broken = (why: string, remedy: string, mending?: Link['mending']): Found => ({
  ...{ state: 'broken', why, remedy },
  ...(mending === undefined ? {} : { mending }),
})
