/** Runs commands as the login user or as root, finding out once how this login becomes root. */
import type { Command } from '../core/command.ts'
import { lastLines, StacksteadError } from '../core/errors.ts'
import type { ExecOptions } from '../core/machine.ts'
import type { Secret } from '../core/secret.ts'
import type { RawResult, StartProcess } from './process.ts'
import { killCommand, type Launch, type Report, type RootWay, rootLaunch, userLaunch } from './rootShell.ts'
import { runProcess } from './runProcess.ts'

export interface RunnerOptions {
  readonly machine: string
  /** Starts a process when a channel is free. */
  readonly start: StartProcess
  /** Starts a process at once: for stopping another one. */
  readonly startNow: StartProcess
  /** The sudo password, asked for at most once. Undefined: there is none to be had. */
  readonly sudoPassword: () => Promise<Secret | undefined>
  /** Told of a password sudo has taken. */
  readonly onProved?: ((password: Secret) => void) | undefined
  /** A password known without asking, which saves a round trip. */
  readonly knownPassword: () => Secret | undefined
}

export type CommandRunner = (command: Command, options: ExecOptions) => Promise<RawResult>

interface Access {
  way?: RootWay
  password?: Secret | undefined
  refusal?: StacksteadError
  /** Ends when the first root command knows the way, so that a wrong password is not tried by several at once. */
  finding?: Promise<void> | undefined
}

/** One per connection. Rejects with `sudo` when root rights cannot be had; that answer is kept. */
export function commandRunner(runner: RunnerOptions): CommandRunner {
  const access: Access = {}
  const run = (launch: Launch, options: ExecOptions, onReport: (report: Report) => void) =>
    runProcess(runner.start, { ...launch, machine: runner.machine, options, onReport, kill })
  const kill = (report: Report, signal: 'TERM' | 'KILL') => {
    const command = killCommand(report, signal)
    const way = report.way === 'root' || report.way === 'sudo' || report.way === 'password' ? report.way : undefined
    const launch = way === undefined ? userLaunch(command) : rootLaunch(command, way, access.password)
    const { machine } = runner
    const once = { ...launch, machine, options: {}, onReport: () => {}, kill: () => Promise.resolve() }
    return runProcess(runner.startNow, once)
  }

  async function find(command: Command, options: ExecOptions): Promise<RawResult | undefined> {
    const found = Promise.withResolvers<void>()
    access.finding = found.promise
    access.password ??= runner.knownPassword()
    let report: Report | undefined
    try {
      const result = await run(rootLaunch(command, undefined, access.password), options, (one) => {
        report = one
        if (one.way === 'root' || one.way === 'sudo' || one.way === 'password') access.way = one.way
        if (access.way === 'password' && access.password !== undefined) runner.onProved?.(access.password)
        if (access.way !== undefined) found.resolve()
      })
      if (access.way !== undefined) return result
      if (report?.way === 'ask') access.password = await runner.sudoPassword()
      if (report?.way !== 'ask' || access.password === undefined) {
        access.refusal = report === undefined ? noShell(runner.machine, result) : noRoot(runner.machine, report, result)
      }
      return undefined
    } finally {
      access.finding = undefined
      found.resolve()
    }
  }

  return async (command, options) => {
    if (options.root === false) return run(userLaunch(command), options, () => {})
    for (;;) {
      if (access.refusal !== undefined) throw access.refusal
      if (access.way !== undefined) return run(rootLaunch(command, access.way, access.password), options, () => {})
      if (access.finding !== undefined) await access.finding
      else {
        const result = await find(command, options)
        if (result !== undefined) return result
      }
    }
  }
}

function noRoot(machine: string, { way }: Report, result: RawResult): StacksteadError {
  const said = lastLines(result.stderr.toString())
  const detail = said === '' ? {} : { detail: said }
  if (way === 'missing') {
    return new StacksteadError({
      code: 'sudo',
      machine,
      message: `${machine} has no sudo and the login user is not root.`,
      remedy: 'Log in as root, or install sudo on the machine and add the user to the group sudo.',
    })
  }
  if (way === 'ask') {
    return new StacksteadError({
      code: 'sudo',
      machine,
      message: `sudo on ${machine} asks for a password and none was given.`,
      remedy: 'Give the sudo password, or allow the user sudo without one (NOPASSWD in /etc/sudoers.d).',
    })
  }
  if (/not in the sudoers|not allowed to|may not run sudo/.test(said)) {
    return new StacksteadError({
      code: 'sudo',
      machine,
      message: `The login user of ${machine} may not use sudo.`,
      ...detail,
      remedy: 'Add the user to the group sudo on the machine ("usermod -aG sudo USER" as root), then try again.',
    })
  }
  return new StacksteadError({
    code: 'sudo',
    machine,
    message: `sudo on ${machine} refused the password. It was tried once.`,
    ...detail,
    remedy: 'Check the sudo password of the login user, then try again.',
  })
}

function noShell(machine: string, result: RawResult): StacksteadError {
  const detail = lastLines(`${result.stdout}${result.stderr}`)
  return new StacksteadError({
    code: 'command-failed',
    machine,
    message: `The login on ${machine} does not run commands.`,
    ...(detail === '' ? {} : { detail }),
    remedy: 'Use a login user with an ordinary shell (sh, bash, dash or zsh) and no forced command.',
  })
}
