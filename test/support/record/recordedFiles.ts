/** Where recordings lie. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Recorded } from './exchange.ts'

export const RECORDED = join(import.meta.dirname, '..', '..', 'recorded')

/** @param passage like "compute/flavor" */
export function recordedFile(passage: string): string {
  return join(RECORDED, `${passage}.json`)
}

export function readRecorded(passage: string): Recorded {
  return JSON.parse(readFileSync(recordedFile(passage), 'utf8')) as Recorded
}
