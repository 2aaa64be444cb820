/** A cloud's connections: kept machine by machine for as long as cloud.yaml reaches it the same way; questions go to the person. */
import { existsSync } from 'node:fs'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import type { Transport } from '../../../provisioner/core/machine.ts'
import {
  type CloudFleet,
  cloudFleet,
  type Fleet,
  knownHostsBeside,
  machineTargets,
  readDesign,
  type SshOptions,
} from '../../../provisioner/index.ts'
import type { CloudText } from '../../contract/index.ts'
import type { Cell } from '../cell.ts'
import { listeners } from '../listeners.ts'
import type { CredentialStore } from '../machines/credentials.ts'
import type { Questions } from '../questions/questions.ts'
import type { CloudRoom } from './room.ts'

/** As many as handshakes are under way at once: sshd hangs up on a person who is asked one thing after the other. */
const QUESTIONS = 10

export interface RoomFleet extends Fleet, AsyncDisposable, Pick<CloudRoom, 'recover' | 'onConnection'> {
  disconnect(machines?: readonly string[]): Promise<void>
}

export interface RoomFleetParts {
  readonly cloud: string
  readonly file: string
  readonly text: Cell<CloudText>
  readonly questions: Questions
  readonly credentials: CredentialStore
}

export function roomFleet({ cloud, file, text, questions, credentials }: RoomFleetParts): RoomFleet {
  let targets = { revision: '', machines: [] as ReturnType<typeof machineTargets> }
  const machines = (): typeof targets.machines => {
    const { revision, text: now } = text.get()
    if (targets.revision !== revision) targets = { revision, machines: machineTargets(readDesign(now).file) }
    return targets.machines
  }
  const own = async (machine: string): Promise<SshOptions> => {
    const { passphrase, ...passwords } = await credentials.secrets(cloud, machine)
    return { ...passwords, ...(passphrase === undefined ? {} : { askPassphrase: async () => passphrase }) }
  }
  const make = (): CloudFleet => {
    const beside = knownHostsBeside(file)
    const asked = questions.of(cloud)
    const options: SshOptions = {
      ...(existsSync(beside) ? { knownHostsFile: beside } : {}),
      ...asked,
      onProved(secret) {
        asked.onProved?.(secret)
        credentials.proved(secret)
      },
      acceptNew: false,
      questions: QUESTIONS,
      onConnection: (machine, state) => {
        followers.tell(machine, state)
      },
    }
    return cloudFleet(
      {
        get machines() {
          return machines()
        },
      },
      options,
      own,
    )
  }
  let fleet: CloudFleet | undefined
  let isOver = false
  const followers = listeners<Parameters<Parameters<RoomFleet['onConnection']>[0]>>()
  /** The way each connected machine was reached by. */
  const ways = new Map<string, string>()

  const fleetFor = async (machine: string): Promise<CloudFleet> => {
    fleet ??= make()
    const way = JSON.stringify(machines().find((one) => one.name === machine)?.ssh)
    const before = ways.get(machine)
    ways.set(machine, way)
    if (before !== undefined && before !== way) await fleet.forget(machine)
    return fleet
  }
  const connect = async (machine: string): Promise<Transport> => (await fleetFor(machine)).transport(machine)
  return {
    async recover(machine) {
      if (isOver) throw closed(cloud)
      await (await fleetFor(machine)).recover(machine)
    },
    onConnection: followers.add,
    /** A person may take longer for an answer than sshd waits: once it is given, the connection is made anew. */
    async transport(machine) {
      for (;;) {
        const hasAnswered = questions.since(cloud)
        try {
          return await connect(machine)
        } catch (error) {
          if (!(error instanceof StacksteadError) || error.data.code !== 'unreachable') throw error
          if (!(await hasAnswered(error.data.machine ?? machine))) throw error
        }
      }
    },
    async disconnect(names) {
      questions.withdraw(cloud, names)
      const current = fleet
      if (names !== undefined) await Promise.all(names.map((name) => current?.forget(name)))
      else {
        fleet = undefined
        ways.clear()
        await current?.[Symbol.asyncDispose]()
      }
    },
    async [Symbol.asyncDispose]() {
      isOver = true
      questions.withdraw(cloud)
      await fleet?.[Symbol.asyncDispose]()
    },
  }
}

function closed(cloud: string): StacksteadError {
  return new StacksteadError({ code: 'internal', message: `The cloud ${cloud} was taken out of the list.` })
}
