/** The machines area: entries in cloud.yaml, credentials beside them, and what the machines are made of. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { sshHosts, wakeOnLan } from '../../../provisioner/index.ts'
import type { Area } from '../area.ts'
import type { CloudRooms } from '../clouds/room.ts'
import type { CredentialStore } from './credentials.ts'
import { withMachine, withMachines, withoutMachines } from './machineEdits.ts'
import type { Probes } from './probes.ts'
import { readList } from './readList.ts'

type Requests = `machines.${'add' | 'edit' | 'remove' | 'probe' | 'glance' | 'sshHosts' | 'readList' | 'wake'}`

export function machinesArea(
  rooms: CloudRooms,
  probes: Probes,
  credentials: CredentialStore,
): Area<Requests, 'machines.follow'> {
  /** What comes of it is shown machine by machine; nobody waits for the whole. */
  const beginToProbe = (cloud: string, machines: readonly string[]): void => {
    probes.probe(cloud, machines).catch(() => undefined)
  }
  return {
    requests: {
      async 'machines.add'({ cloud, machines, credentials: given = {} }) {
        const room = await rooms.get(cloud)
        await room.change((text) => withMachines(text, machines))
        const names = machines.map(({ name }) => name)
        for (const name of names) await credentials.offer(cloud, name, given)
        beginToProbe(cloud, names)
        return null
      },
      async 'machines.edit'({ cloud, machine, entry, credentials: given = {} }) {
        const room = await rooms.get(cloud)
        await room.change((text) => withMachine(text, machine, entry))
        if (entry.name !== machine) await credentials.rename(cloud, machine, entry.name)
        await credentials.offer(cloud, entry.name, given)
        await room.disconnect([machine, entry.name])
        beginToProbe(cloud, [entry.name])
        return null
      },
      async 'machines.remove'({ cloud, machines }) {
        const room = await rooms.get(cloud)
        await room.change((text) => withoutMachines(text, machines))
        await room.disconnect(machines)
        for (const machine of machines) await credentials.forget(cloud, machine)
        return null
      },
      async 'machines.probe'({ cloud, machines }) {
        await probes.probe(cloud, machines)
        return null
      },
      async 'machines.glance'({ cloud }) {
        await probes.glance(cloud)
        return null
      },
      'machines.sshHosts': () => sshHosts(),
      'machines.readList': async ({ text }) => readList(text),
      async 'machines.wake'({ cloud, machine }) {
        const probe = await probes.last(cloud, machine)
        const wired = (probe?.nics ?? []).filter((nic) => !nic.wireless)
        if (wired.length === 0) throw unseen(machine)
        const sent = await wakeOnLan(wired.map((nic) => nic.mac))
        await probes.woken(cloud, machine)
        return { sent }
      },
    },
    streams: {
      'machines.follow': ({ cloud }, emit, signal) => probes.follow(cloud, emit, signal),
    },
    async [Symbol.asyncDispose]() {
      await probes[Symbol.asyncDispose]()
    },
  }
}

function unseen(machine: string): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    machine,
    message: `No wired network card of ${machine} is known, because the machine was never seen.`,
    remedy: 'Switch it on by hand once and look at it; from then on it can be woken.',
  })
}
