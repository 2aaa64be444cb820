/** The Transport of this computer itself, for a controller that is "localhost": the same shell text without ssh. */
import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import { constants, hostname, userInfo } from 'node:os'
import { StacksteadError } from '../core/errors.ts'
import type { MachineName, Transport } from '../core/machine.ts'
import type { Secret } from '../core/secret.ts'
import { commandRunner } from './commandRunner.ts'
import { decoded, type Process } from './process.ts'
import { getFile, putFile } from './remoteFile.ts'
import type { SshOptions } from './sshOptions.ts'

/** Opens nothing: processes are started when they are needed. Rights are had as over ssh, by sudo. */
export function localTransport(
  machine: MachineName,
  options: Pick<SshOptions, 'sudoPassword' | 'askPassword'> = {},
): Transport {
  let roundTrips = 0
  const started = new Set<Process>()
  const start = async (text: string): Promise<Process> => {
    const process = await startHere(machine, text)
    started.add(process)
    const done = () => started.delete(process)
    process.status.then(done, done)
    return process
  }
  const ask = async (): Promise<Secret | undefined> =>
    options.askPassword?.({ machine, user: userInfo().username, host: hostname(), purpose: 'sudo' })
  const run = commandRunner({
    machine,
    start: async (text, guard) => {
      roundTrips += 1
      guard?.()
      return start(text)
    },
    startNow: start,
    knownPassword: () => options.sudoPassword,
    sudoPassword: ask,
  })
  return {
    machine,
    exec: async (command, how = {}) => decoded(await run(command, how)),
    put: (path, content, meta, how) => putFile(run, machine, path, content, meta, how),
    get: (path) => getFile(run, machine, path),
    forward: (host, port) => forwardHere(machine, host, port),
    get roundTrips() {
      return roundTrips
    },
    [Symbol.asyncDispose]: async () => {
      for (const process of started) process.close()
    },
  }
}

/** In a session of its own, so that Ctrl-C ends the step cleanly rather than the command, and a group can be stopped. */
async function startHere(machine: MachineName, text: string): Promise<Process> {
  const child = spawn('/bin/sh', ['-c', text], { stdio: 'pipe', detached: true })
  const status = new Promise<number>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) => {
      const message = `No process could be started on ${machine}: ${cause.message}.`
      reject(new StacksteadError({ code: 'command-failed', machine, message }, { cause }))
    })
  })
  const close = () => {
    child.stdin.destroy()
    child.stdout.destroy()
    child.stderr.destroy()
  }
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, status, close }
}

function forwardHere(machine: MachineName, host: string, port: number) {
  const socket = connect({ host, port })
  return new Promise<typeof socket>((resolve, reject) => {
    socket.once('connect', () => resolve(socket))
    socket.once('error', (cause) => {
      const message = `Nothing answers on ${host}:${port} of ${machine}: ${cause.message}.`
      reject(new StacksteadError({ code: 'unreachable', machine, message }, { cause }))
    })
  })
}
