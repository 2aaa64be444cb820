/** A shell of this computer in a terminal. */
import { homedir } from 'node:os'
import type { IPty } from '@lydell/node-pty'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import type { Shell, TerminalSize } from '../../../provisioner/core/machine.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The person's own shell, in their home. Rejects where this computer has no terminals to give. */
export async function localShell({ columns, rows }: TerminalSize, env: Environment): Promise<Shell> {
  const pty = await spawn(shellProgram(env), { cols: columns, rows, cwd: homedir(), env })
  const ended = Promise.withResolvers<number>()
  let isEnded = false
  pty.onExit(({ exitCode, signal }) => {
    isEnded = true
    ended.resolve(signal === undefined || signal === 0 ? exitCode : 128 + signal)
  })
  /** A terminal whose shell has ended a moment ago takes nothing any more, and that is no failure. */
  const whileOpen = (work: () => void): void => {
    if (!isEnded) work()
  }
  return {
    write: (text) => whileOpen(() => pty.write(text)),
    resize: (size) => whileOpen(() => pty.resize(size.columns, size.rows)),
    onText: (listener) => void pty.onData(listener),
    pause: () => whileOpen(() => pty.pause()),
    resume: () => whileOpen(() => pty.resume()),
    ended: ended.promise,
    close: () => whileOpen(() => pty.kill()),
  }
}

/** $SHELL, as the person has chosen; bash where nothing is chosen. */
function shellProgram({ SHELL }: Environment): string {
  if (SHELL !== undefined && SHELL !== '') return SHELL
  return process.platform === 'win32' ? 'powershell.exe' : '/bin/bash'
}

async function spawn(program: string, options: Parameters<typeof import('@lydell/node-pty').spawn>[2]): Promise<IPty> {
  try {
    // Loaded when wanted: it is native, and the app is of use on a computer for which it was not built.
    const pty = await import('@lydell/node-pty')
    return pty.spawn(program, [], { name: 'xterm-256color', ...options })
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    const message = `${program} could not be started in a terminal of this computer: ${said}.`
    throw new StacksteadError({ code: 'command-failed', message, remedy: 'Use a terminal of your own.' }, { cause })
  }
}
