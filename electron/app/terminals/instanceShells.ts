/** Shells in instances: as whom, with which key or password, by whichever way leads there. */
import { join } from 'node:path'
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import type { Shell, TerminalSize } from '../../../provisioner/core/machine.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import {
  type GuestKey,
  type GuestTerminal,
  guestTerminal,
  imageLogin,
  privateFolder,
  type Server,
} from '../../../provisioner/index.ts'
import type { InstanceLogin, RequestParsed } from '../../contract/index.ts'
import type { CloudRooms } from '../clouds/room.ts'
import type { CredentialStore } from '../machines/credentials.ts'
import type { Questions } from '../questions/questions.ts'
import type { CloudClients } from '../running/cloudClients.ts'
import type { KeptKeys } from '../running/keptKeys.ts'

type Wanted = Extract<RequestParsed<'terminals.open'>, { kind: 'instance' }>

export interface InstanceShells {
  /** What a person is asked before, as far as it is known. Rejects with `invalid-input` for one that is gone. */
  login(cloud: string, server: string): Promise<InstanceLogin>
  /** @param say shown while the person waits */
  open(wanted: Wanted, size: TerminalSize, say: (text: string) => void, signal: AbortSignal): Promise<Shell>
}

export interface InstanceShellParts {
  /** The app's own; known hosts are kept there. */
  readonly folder: string
  readonly rooms: CloudRooms
  readonly clients: Pick<CloudClients, 'of' | 'worded'>
  readonly questions: Questions
  readonly keys: KeptKeys
  /** Passwords the person lets the app keep. */
  readonly store: Pick<CredentialStore, 'read' | 'keep'>
}

const WARNING = 'This is none of the host keys the instance printed on its console when it started.'

export function instanceShells({ clients, folder, keys, questions, rooms, store }: InstanceShellParts): InstanceShells {
  const asked = async <T>(cloud: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw clients.worded(cloud, error)
    }
  }
  const serverOf = (cloud: string, id: string): Promise<Server> =>
    asked(cloud, async () => {
      const server = await (await clients.of(cloud)).os.servers.get(id)
      if (server !== undefined) return server
      throw new StacksteadError({ code: 'invalid-input', message: 'The instance is gone.' })
    })
  const keyOf = async (cloud: string, key: Wanted['key']): Promise<GuestKey> => {
    if (key.kind === 'password') return { kind: 'password' }
    if (key.kind !== 'kept') return key
    return { kind: 'held', name: key.name, text: (await keys.find(cloud, key.name)).privateKey }
  }
  /** Its machines, where they are the person's own. */
  const machinesOf = async (cloud: string) => {
    if (rooms.list.get().some(({ id, kind }) => id === cloud && kind === 'connected')) return undefined
    const room = await rooms.get(cloud)
    return { cloud: (await room.project()).cloud, fleet: await room.fleet() }
  }
  return {
    async login(cloud, id) {
      const { imageId, keyName, name, status } = await serverOf(cloud, id)
      const { os } = await clients.of(cloud)
      // Its image may be gone, or another project's.
      const image = imageId === undefined ? undefined : await os.images.get(imageId).catch(() => undefined)
      const user = image && imageLogin(image)
      return {
        ...{ name, status, keptKeys: (await keys.all(cloud)).map((key) => key.name) },
        ...(user === undefined ? {} : { user }),
        ...(keyName === undefined ? {} : { keyName }),
      }
    },
    async open({ cloud, key, server: id, user }, size, say, signal) {
      const server = await serverOf(cloud, id)
      const { os } = await clients.of(cloud)
      const known = join(folder, 'instances')
      await privateFolder(known)
      const machines = await machinesOf(cloud)
      const held = await keyOf(cloud, key)
      const login = (password?: GuestTerminal['password']): Promise<Shell> =>
        guestTerminal(
          {
            ...{ os, server, user, say, machines, key: held },
            knownHostsFile: join(known, `${cloud}.known_hosts`),
            confirmHostKey: (question, printed) =>
              questions.of(cloud, printed ? { warning: WARNING } : {}).confirmHostKey(question),
            askPassphrase: questions.of(cloud, { once: true }).askPassphrase,
            ...(password === undefined ? {} : { password }),
          },
          size,
          signal,
        )
      if (key.kind !== 'password') return login()
      // An instance may be called like a machine, and has several users.
      const keptAs = `instance ${id} ${user}`
      const forget = (): Promise<void> => store.keep(cloud, keptAs, { password: '' })
      if (key.anew) await forget()
      const { password: kept } = await store.read(cloud, keptAs)
      if (kept !== undefined) {
        try {
          return await login(async () => new Secret(kept))
        } catch (error) {
          if (errorData(error).code !== 'authentication') throw error
          await forget()
          say('It did not take the password that was kept, which is forgotten now.')
        }
      }
      const asks = questions.of(cloud, { keptAs })
      let given: Secret | undefined
      const shell = await login(async (host) => {
        given = await asks.askPassword({ machine: server.name || id, user, host, purpose: 'login' })
        return given
      })
      if (given !== undefined) asks.onProved(given)
      return shell
    },
  }
}
