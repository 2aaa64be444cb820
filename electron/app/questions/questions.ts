/** Questions ssh has for the person: open until they are answered, withdrawn when nobody waits for the answer any more. */
import { randomUUID } from 'node:crypto'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { fingerprintCommand, type SshOptions } from '../../../provisioner/index.ts'
import type { Question, RequestParsed } from '../../contract/index.ts'
import { type Cell, cell } from '../cell.ts'
import type { CredentialStore, Credentials } from '../machines/credentials.ts'

type Answer = RequestParsed<'questions.answer'>['answer']
/** What a question says beside its id, cloud and machine. */
type Asked = Question extends infer One ? (One extends Question ? Omit<One, 'id' | 'cloud'> : never) : never

type Ways = 'confirmHostKey' | 'askPassword' | 'askPassphrase' | 'onProved'
/** All of them, and none undefined. */
export type Asks = { readonly [K in Ways]: NonNullable<SshOptions[K]> }

/** What else the person is told with a question. */
export interface QuestionMore {
  readonly warning?: string
  readonly once?: true
  /** What a password is kept as, where it is no machine's; the person chose to type one. */
  readonly keptAs?: string
}

export interface Questions {
  /** Oldest first. */
  readonly open: Cell<readonly Question[]>
  /** What connections to the machines of a cloud ask through. */
  of(cloud: string, more?: QuestionMore): Asks
  /**
   * Notes the moment. What it gives tells later, once no question about a machine is open, whether the person has given an
   * answer since: then what failed meanwhile is worth another try.
   */
  since(cloud: string): (machine: string) => Promise<boolean>
  /** Rejects with `invalid-input` for a question that is not open, or an answer that does not fit. */
  answer(id: string, answer: Answer): Promise<void>
  /** Takes questions back, as if the person did not want to say. */
  withdraw(cloud?: string, machines?: readonly string[]): void
}

interface Open {
  readonly question: Question
  readonly answered: Promise<Answer>
  settle(answer: Answer): void
}

type Text = Extract<Answer, { kind: 'text' }>

const NO: Answer = { kind: 'no' }

export function openQuestions(store: CredentialStore): Questions {
  const open = cell<readonly Question[]>([])
  const waiting = new Map<string, Open>()
  /** Keys the person has said yes to: a machine that hung up meanwhile is not asked about again. */
  const accepted = new Set<string>()
  /** What shall be kept once it has worked. */
  const unproved = new WeakMap<Secret, () => Promise<void>>()
  /** Given after the machine had hung up: for the attempt that follows, which asks the same. */
  const belated = new Map<string, Text>()
  /** Questions the person has given an answer to, in the order of the answers. */
  const given: Question[] = []
  const show = (): void => open.set([...waiting.values()].map(({ question }) => question))

  const ask = (cloud: string, asked: Asked): Promise<Answer> => {
    const id = randomUUID()
    const { promise, resolve } = Promise.withResolvers<Answer>()
    const settle = (answer: Answer): void => {
      waiting.delete(id)
      show()
      resolve(answer)
    }
    waiting.set(id, { question: { ...asked, id, cloud } as Question, answered: promise, settle })
    show()
    return promise
  }
  const text = async (
    cloud: string,
    asked: Exclude<Asked, { kind: 'host-key' }>,
    keptAs: string = asked.machine,
  ): Promise<Secret | undefined> => {
    const key = keyOf({ ...asked, cloud })
    const answer = belated.get(key) ?? (await ask(cloud, asked))
    belated.delete(key)
    if (answer.kind !== 'text' || answer.text === '') return undefined
    const secret = new Secret(answer.text)
    if (answer.keep) unproved.set(secret, () => store.keep(cloud, keptAs, kept(asked, answer.text)))
    return secret
  }
  return {
    open,
    of: (cloud, { keptAs, once, warning } = {}) => ({
      async confirmHostKey({ machine, host, port, keyType, fingerprint }) {
        const command = fingerprintCommand(keyType)
        const told = warning === undefined ? {} : { warning }
        const asked = { kind: 'host-key', machine, host, port, keyType, fingerprint, command, ...told } as const
        const key = keyOf({ ...asked, cloud })
        if (accepted.has(key)) return true
        const answer = await ask(cloud, asked)
        if (answer.kind === 'yes') accepted.add(key)
        return answer.kind === 'yes'
      },
      askPassword: ({ machine, user, host, purpose }) =>
        text(
          cloud,
          { kind: 'password', machine, purpose, user, host, ...(keptAs === undefined ? {} : { chosen: true }) },
          keptAs,
        ),
      askPassphrase: ({ machine, path }) =>
        text(cloud, { kind: 'passphrase', machine, path, ...(once === undefined ? {} : { once }) }),
      onProved(secret) {
        // What cannot be kept is asked for again one day: no reason to end what it has just opened.
        unproved
          .get(secret)?.()
          .catch(() => undefined)
        unproved.delete(secret)
      },
    }),
    since(cloud) {
      const from = given.length
      return async (machine) => {
        const isAbout = (one: Question): boolean => one.cloud === cloud && one.machine === machine
        const late = [...waiting.values()].filter(({ question }) => isAbout(question))
        for (const { question, answered } of late) {
          const answer = await answered
          if (answer.kind === 'text') belated.set(keyOf(question), answer)
        }
        return given.slice(from).some(isAbout)
      }
    },
    async answer(id, answer) {
      const found = waiting.get(id)
      if (found === undefined) throw refused('That question is no longer open.')
      const { question, settle } = found
      const fits = answer.kind === 'no' || (question.kind === 'host-key') === (answer.kind === 'yes')
      if (!fits) throw refused('That is no answer to this question.')
      if (answer.kind !== 'no') given.push(question)
      settle(answer)
    },
    withdraw(cloud, machines) {
      for (const { question, settle } of [...waiting.values()]) {
        const isMeant = cloud === undefined || question.cloud === cloud
        if (isMeant && (machines === undefined || machines.includes(question.machine))) settle(NO)
      }
    },
  }
}

/** The same for the same question, whenever it is asked. */
function keyOf({ cloud, machine, ...asked }: Asked & { readonly cloud: string }): string {
  if (asked.kind === 'host-key') return JSON.stringify([cloud, asked.host, asked.port, asked.fingerprint])
  const about = asked.kind === 'passphrase' ? [asked.path] : [asked.purpose, asked.user, asked.host]
  return JSON.stringify([cloud, machine, asked.kind, ...about])
}

function kept(question: Asked, text: string): Credentials {
  if (question.kind === 'passphrase') return { passphrase: text }
  return question.kind === 'password' && question.purpose === 'sudo' ? { sudoPassword: text } : { password: text }
}

function refused(message: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message })
}
