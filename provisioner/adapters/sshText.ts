/**
 * The small files of ssh: keys, known hosts, configuration. Read at once: each machine reads some ten of them, and through
 * Node's thread pool every one costs a hundred times the CPU when many machines are connected to together.
 */
import { readFileSync } from 'node:fs'

/** Undefined where there is no such file; throws what else keeps it from being read. */
export function sshText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
