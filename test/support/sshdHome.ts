/** The cloud "home" of the app, machines for it on a real sshd, and what a person says and sees of them. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import type { MachineStates, Question, RequestInput } from '../../electron/contract/index.ts'
import { type AppRoom, openAppRoom } from './appRoom.ts'
import { type Sshd, sshdLacks, startSshd } from './sshd.ts'

/** Why there can be no such home here, or undefined. */
export const LACKS = sshdLacks({ users: true })

export const USER = { name: 'stackapp', password: 'pass "wörd\' $(x)', sudo: 'ALL=(ALL) NOPASSWD: ALL' }

/** Is asked for its password by sudo as well. */
export const ASKING = { name: 'stackask', password: 'sudo-word', sudo: 'ALL=(ALL) ALL' }

export interface SshdHome {
  readonly sshd: Sshd
  /** Another one after {@link reopen}. */
  readonly room: AppRoom
  reopen(): Promise<void>
  /** A machine to be added; root logs in with a key, others are asked. */
  entry(name?: string, user?: string): RequestInput<'machines.add'>['machines'][number]
  /** The first open question of that kind. */
  question(kind: Question['kind']): Promise<Question>
  /** Confirms the host key. */
  yes(): Promise<void>
  until(phase: string, name?: string): Promise<MachineStates['machines'][string]>
  /** Of cloud.yaml. */
  text(): Promise<string>
}

/** For the cases of the `describe` it is called in: one sshd for all, an app with an empty cloud for each. */
export function sshdHome(): SshdHome {
  let sshd: Sshd
  let room: AppRoom
  beforeAll(async () => {
    sshd = await startSshd({ users: [USER, ASKING], config: ['LoginGraceTime 2'] })
  })
  afterAll(() => sshd?.[Symbol.asyncDispose]())
  beforeEach(async () => {
    room = await openAppRoom()
    await room.ask('clouds.create', { name: 'home' })
  })
  afterEach(() => room[Symbol.asyncDispose]())

  const question = async (kind: Question['kind']): Promise<Question> => {
    const open = await room.until('questions.follow', {}, (all) => all.some((one) => one.kind === kind))
    return open.find((one) => one.kind === kind) as Question
  }
  return {
    get sshd() {
      return sshd
    },
    get room() {
      return room
    },
    async reopen() {
      room = await room.reopen()
    },
    entry: (name = 'one', user = 'root') => ({
      name,
      address: '127.0.0.1',
      port: sshd.port,
      user,
      ...(user === 'root' ? { key: sshd.userKey } : {}),
    }),
    question,
    async yes() {
      const { id } = await question('host-key')
      await room.ask('questions.answer', { id, answer: { kind: 'yes' } })
    },
    until: async (phase, name = 'one') =>
      (await room.until('machines.follow', { cloud: 'home' }, ({ machines }) => machines[name]?.phase === phase))
        .machines[name] as MachineStates['machines'][string],
    text: async () => (await room.ask('clouds.read', { cloud: 'home' })).text,
  }
}
