/** From cloud.yaml and the command line to connected machines: passwords, host keys and whom to ask. */
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { StacksteadError } from '../core/errors.ts'
import { Secret } from '../core/secret.ts'
import {
  cloudFleet,
  type Fleet,
  fingerprintCommand,
  knownHostsBeside,
  openProject,
  type Project,
  type SshOptions,
} from '../index.ts'
import { askHidden, askYes } from './ask.ts'
import type { Session } from './session.ts'

export type OpenFleet = Fleet & AsyncDisposable

/** The project of --file. */
export function projectOf({ options }: Session): Promise<Project> {
  return openProject(options.file)
}

/** The same, with what a person should know of it before machines are changed. */
export async function toldProject(session: Session): Promise<Project> {
  const project = await projectOf(session)
  for (const notice of project.notices) session.terminal.note(`Note: ${notice.message}`)
  return project
}

/** Connections to the project's machines, opened when first needed. */
export async function fleetOf(session: Session, project: Project): Promise<OpenFleet> {
  return cloudFleet(project.cloud, await sshOptions(session, project))
}

export async function sshOptions(session: Session, project: Project): Promise<SshOptions> {
  const { options, terminal } = session
  const beside = knownHostsBeside(project.file)
  const knownHostsFile = options.knownHosts ?? (existsSync(beside) ? beside : undefined)
  const [password, sudoPassword] = await passwords(session)
  return {
    ...(knownHostsFile === undefined ? {} : { knownHostsFile }),
    ...(password === undefined ? {} : { password }),
    ...(sudoPassword === undefined ? {} : { sudoPassword }),
    acceptNew: options.acceptNew,
    ...(terminal.interactive ? questions(session) : {}),
  }
}

function questions({ terminal }: Session): SshOptions {
  const hidden = async (question: string): Promise<Secret | undefined> => {
    const text = await askHidden(terminal, question)
    return text === '' ? undefined : new Secret(text)
  }
  return {
    confirmHostKey: ({ machine, host, port, keyType, fingerprint }) => {
      const at = port === 22 ? host : `${host} port ${port}`
      const same = fingerprintCommand(keyType)
      const told = `${machine} (${at}) is not known yet. Its ${keyType} key has the fingerprint\n  ${fingerprint}\n`
      return askYes(terminal, `${told}"${same}" on the machine itself shows the same.\nIs this your machine?`)
    },
    askPassword: ({ machine, user, host, purpose }) =>
      hidden(
        purpose === 'sudo'
          ? `Password that sudo wants of ${user} on ${machine}: `
          : `Password of ${user} on ${machine} (${host}): `,
      ),
    askPassphrase: ({ path }) => hidden(`Passphrase of the key ${path}: `),
  }
}

/** Asked at the terminal, or read from stdin, one a line, where it is a pipe. Never from the command line. */
async function passwords({ options, terminal }: Session): Promise<readonly [Secret | undefined, Secret | undefined]> {
  const wanted = [options.askPassword, options.askSudoPassword]
  const titles = ['Login password of the machines: ', 'Password for sudo on the machines: ']
  if (!wanted.includes(true)) return [undefined, undefined]
  const piped = process.stdin.isTTY ? undefined : await pipedLines()
  const answers: (Secret | undefined)[] = []
  for (const [index, isWanted] of wanted.entries()) {
    if (!isWanted) answers.push(undefined)
    else if (piped === undefined) answers.push(new Secret(await askHidden(terminal, titles[index] ?? '')))
    else answers.push(new Secret(piped.shift() ?? missing()))
  }
  return [answers[0], answers[1]]
}

async function pipedLines(): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: process.stdin })) lines.push(line)
  return lines
}

function missing(): never {
  throw new StacksteadError({
    code: 'invalid-input',
    message: 'A password was to be read from standard input, but it ended.',
    remedy: 'Run the command at a terminal, or send one line for each of --ask-password and --ask-sudo-password.',
  })
}
