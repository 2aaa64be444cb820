/** Runs a program with this terminal, for the scripts of this folder. */
import { spawnSync } from 'node:child_process'

/** The exit status; 127 where the program is not there. */
export function run(program: string, words: readonly string[], environment: Record<string, string> = {}): number {
  const result = spawnSync(program, words, { stdio: 'inherit', env: { ...process.env, ...environment } })
  return result.status ?? 127
}
