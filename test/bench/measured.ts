/** A program run once and measured: its time, its CPU, the most memory it took. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { memoryOf } from './usage.ts'

/** The command line as a person starts it, with everything it is started with. */
export const STACKSTEAD = fileURLToPath(new URL('../../bin/stackstead', import.meta.url))

export interface Measured {
  readonly stdout: string
  /** Seconds. */
  readonly wall: number
  /** CPU seconds of the program and of everything it started and waited for. */
  readonly cpu: number
  /** The most MiB it was seen with, its children included and what they share counted once. */
  readonly memory: number
}

/** Milliseconds between two looks at the memory. */
const LOOK = 50

/** The shell's `times` tells what its children used; its own few milliseconds are left out. */
const TIMED = '"$@"; status=$?; times >&3; exit $status'

/** Rejects where the program fails. */
export async function measured(words: readonly string[]): Promise<Measured> {
  const begin = performance.now()
  const child = spawn('bash', ['-c', TIMED, 'bash', ...words], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  let memory = 0
  const looking = setInterval(() => {
    memory = Math.max(memory, memoryOf(child.pid ?? 0))
  }, LOOK)
  const texts = child.stdio.slice(1).map((stream) => textOf(stream as Readable))
  const [status] = (await once(child, 'close')) as [number | null]
  const wall = (performance.now() - begin) / 1000
  clearInterval(looking)
  const [stdout = '', stderr = '', times = ''] = await Promise.all(texts)
  if (status !== 0) throw new Error(`${words.join(' ')} ended with status ${status}:\n${stderr}${stdout}`)
  return { stdout, wall, cpu: childrenTime(times), memory }
}

async function textOf(stream: Readable): Promise<string> {
  return Buffer.concat(await stream.toArray()).toString()
}

/** The second line of bash's `times`, like "0m0.415s 0m0.083s". */
function childrenTime(times: string): number {
  const line = times.split('\n')[1] ?? ''
  const found = [...line.matchAll(/(\d+)m([\d.]+)s/g)]
  return found.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
}
