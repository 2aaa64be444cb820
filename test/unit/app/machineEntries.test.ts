/** Entries of machines in cloud.yaml: what is refused, and what stays known of a machine as its entry changes. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MachineStates } from '../../../electron/contract/index.ts'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'
import { rejection } from '../../support/sshClient.ts'

describe('entries of machines', () => {
  let room: AppRoom
  beforeEach(async () => {
    room = await openAppRoom()
    await room.ask('clouds.create', { name: 'home' })
  })
  afterEach(() => room[Symbol.asyncDispose]())
  const add = (...machines: readonly { name: string; address: string; user?: string; jump?: string }[]) =>
    room.ask('machines.add', { cloud: 'home', machines: [...machines] })

  it.each([
    [{ name: 'localhost', address: '10.0.0.1' }, 'localhost is the name'],
    [{ name: '12', address: '10.0.0.1' }, 'digits only'],
    [{ name: 'a', address: '10.0.0.256' }, 'is not an IPv4 address'],
    [{ name: 'a', address: '-oProxyCommand=reboot' }, 'neither an IPv4 address nor a host name'],
    [{ name: 'a', address: 'x; reboot' }, 'neither'],
    [{ name: 'a', address: 'fe80::1' }, 'IPv6'],
    [{ name: 'a', address: '10.0.0.1', user: '-x' }, 'is not a login name'],
    [{ name: 'a', address: '10.0.0.1', jump: 'a b' }, 'is not a jump host'],
  ])('%o are refused, and nothing is written', async (machine, why) => {
    const before = await room.ask('clouds.read', { cloud: 'home' })
    const error = await rejection(add({ name: 'good', address: '127.0.0.1' }, machine))
    expect(error).toMatchObject({ data: { code: 'invalid-input', message: expect.stringContaining(why) } })
    expect(await room.ask('clouds.read', { cloud: 'home' })).toEqual(before)
  })

  it('have names and addresses of their own', async () => {
    await add({ name: 'a', address: '127.0.0.1' })
    expect(await rejection(add({ name: 'a', address: '127.0.0.2' }))).toMatchObject({
      data: { message: 'There is a machine a already.' },
    })
    expect(await rejection(add({ name: 'b', address: '127.0.0.1' }))).toMatchObject({
      data: { message: expect.stringContaining('a has 127.0.0.1 as well') },
    })
  })

  it('are woken only where their cards are known', async () => {
    await add({ name: 'a', address: '127.0.0.1' })
    expect(await rejection(room.ask('machines.wake', { cloud: 'home', machine: 'a' }))).toMatchObject({
      data: { code: 'invalid-input', message: expect.stringContaining('No wired network card of a is known') },
    })
  })

  it('keep what was seen through a rename in the text, and lose it with another address', async () => {
    const { file } = await room.ask('clouds.list', {}).then(([one]) => one ?? { file: '' })
    await writeFile(file, 'name: home\nmachines:\n  a: { address: 10.0.0.1 }\n')
    const nic = {
      name: 'e0',
      mac: '52:54:00:00:00:01',
      link: true,
      wireless: false,
      addresses: [],
      carriesSsh: false,
      mtu: 1500,
    }
    const probe = {
      os: { title: 'x', architecture: 'amd64', kernel: '6' },
      hostname: 'a',
      processor: { model: 'x', cores: 1 },
      memory: { total: 1, available: 1 },
      disks: [],
      nics: [nic],
      uptime: 1,
      obstacles: [],
    }
    await mkdir(join(room.folder, 'probes'), { recursive: true })
    const cached = { a: { way: '{"host":"10.0.0.1"}', at: 7, probe }, b: { way: '', at: 'x', probe: null } }
    await writeFile(join(room.folder, 'probes', 'home.json'), JSON.stringify(cached))
    room = await room.reopen()
    const sees = (wanted: (machines: MachineStates['machines']) => boolean) =>
      room.until('machines.follow', { cloud: 'home' }, ({ machines }) => wanted(machines))
    await writeFile(file, 'name: home\nmachines:\n  desk: { address: 10.0.0.1 }\n')
    await sees(({ desk }) => desk?.phase === 'seen' && desk.at === 7)
    await writeFile(file, 'name: home\nmachines:\n  desk: {')
    await room.until('clouds.text', { cloud: 'home' }, ({ text: now }) => now.endsWith('{'))
    await writeFile(file, 'name: home\nmachines:\n  desk: { address: 10.0.0.1, user: root }\n')
    await sees(({ desk }) => desk?.phase === 'seen')
    expect(await room.ask('machines.wake', { cloud: 'home', machine: 'desk' })).toEqual({ sent: expect.any(Number) })
    await writeFile(file, 'name: home\nmachines:\n  desk: { address: 10.0.0.2 }\n')
    await sees(({ desk }) => desk?.phase === 'unknown')
  })
})
