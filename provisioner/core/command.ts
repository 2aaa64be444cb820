/** Shell commands as values: every word quoted, nothing executed here. */
import type { Secret } from './secret.ts'

/** POSIX sh text and what it reads. The script is safe to show; secrets travel in `input` only. */
export interface Command {
  readonly script: string
  readonly input?: string | Uint8Array | Secret
}

/** What may be put into a command: words are quoted, lists become several words, commands are pasted as they are. */
export type Word = string | number | readonly (string | number)[] | Command

/** The outcome of a command. A non-zero status is a result, not an exception. */
export interface ExecResult {
  /** Exit status; 128 + n where a signal ended it. */
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/

/** One word for POSIX sh. A NUL byte cannot exist in an argument and is refused. */
export function quote(word: string | number): string {
  const text = String(word)
  if (text.includes('\0')) throw new TypeError('a shell word cannot hold a NUL byte')
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

function written(word: Word): string {
  if (typeof word === 'string' || typeof word === 'number') return quote(word)
  if ('script' in word) return word.script
  return word.map(quote).join(' ')
}

/**
 * A command from a template: sh`install -d ${path}`. Indentation common to all lines is taken off; backslashes are
 * the shell's own, except that `\\${` is a literal `${`.
 */
export function sh(parts: TemplateStringsArray, ...words: readonly Word[]): Command {
  const literal = parts.raw.map((part) => part.replaceAll('\\${', '${'))
  const text = literal.reduce((whole, part, index) => whole + written(words[index - 1] as Word) + part)
  const lines = text.replace(/^\n/, '').trimEnd().split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const indent = parts.raw.some((part) => part.includes('\n')) ? Math.min(...indents) : 0
  return { script: lines.map((line) => line.slice(indent)).join('\n') }
}

/** The same command, reading `input` on its standard input. */
export function withInput(command: Command, input: string | Uint8Array | Secret): Command {
  return { script: command.script, input }
}
