/** Questions to the person at the terminal. Whoever calls makes sure that somebody is there. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { StacksteadError } from '../core/errors.ts'
import type { Terminal } from './terminal.ts'

/** One line typed by the person. Ctrl-C and Ctrl-D reject with `cancelled`. */
export async function askLine(terminal: Terminal, question: string): Promise<string> {
  return asked(terminal, question, true)
}

/** The same without showing what is typed. */
export async function askHidden(terminal: Terminal, question: string): Promise<string> {
  return asked(terminal, question, false)
}

/** Yes only for "y" or "yes". */
export async function askYes(terminal: Terminal, question: string): Promise<boolean> {
  const answer = await askLine(terminal, `${question} [y/N] `)
  return /^\s*y(es)?\s*$/i.test(answer)
}

async function asked(terminal: Terminal, question: string, echo: boolean): Promise<string> {
  terminal.pause()
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  process.stderr.write(question)
  const lines = createInterface({ input: process.stdin, output: echo ? process.stderr : silent, terminal: true })
  if (echo) lines.setPrompt(question)
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const cancelled = (): void =>
    reject(new StacksteadError({ code: 'cancelled', message: 'Cancelled; nothing was changed.' }))
  lines.once('line', resolve)
  lines.once('SIGINT', cancelled)
  lines.once('close', cancelled)
  try {
    return await promise
  } finally {
    lines.close()
    if (!echo) process.stderr.write('\n')
    terminal.resume()
  }
}
