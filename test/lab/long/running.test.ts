/**
 * A cloud of three machines run by the client: everything a person can do with it, by the same passages that are replayed
 * from recordings, and what only real machines can do: packets, outages, moves off a compute that dies.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Guest, startGuest } from '../../../provisioner/engine/verify/guest.ts'
import { externalNetwork, tenantNetwork, testImage } from '../../../provisioner/engine/verify/places.ts'
import { openWay, proveAnswers, proveSecurityGroup } from '../../../provisioner/engine/verify/reach.ts'
import { vantages } from '../../../provisioner/engine/verify/vantage.ts'
import { labLayers } from '../../../provisioner/index.ts'
import type { Server } from '../../../provisioner/openstack/servers.ts'
import { labCloudFile } from '../../support/labCloudFile.ts'
import { type LabRoom, labRoom } from '../../support/labRoom.ts'
import { PASSAGES } from '../../support/passages/index.ts'
import { OURS } from '../../support/passages/passage.ts'
import { cloudOf, type LabCloud } from './running/cloudOf.ts'
import { apiReturns, drained, evacuated, tokenRevoked } from './running/outages.ts'

const LAB = 'running'
const MACHINES = ['controller', 'compute-1', 'compute-2']

let room: LabRoom
let cloud: LabCloud

beforeAll(async () => {
  room = await labRoom(LAB, MACHINES, { layers: labLayers(MACHINES) })
  await room.writeCloud(labCloudFile(room.lab, 'controller-and-computes'))
  const result = await room.cli('apply', '--yes')
  expect(result.status, result.stdout + result.stderr).toBe(0)
  cloud = await cloudOf(room)
})

afterAll(async () => {
  await cloud?.[Symbol.asyncDispose]()
  await room?.[Symbol.asyncDispose]()
})

describe.sequential('passages', () => {
  test.each(PASSAGES)('$name', ({ run }) => run(cloud))
})

describe.sequential('instances on two computes', () => {
  const groupName = `${OURS}-group`
  let groupId = ''
  let guests: Guest[] = []
  const servers = (): Server[] => guests.map(({ server }) => server)

  test('start side by side, one on each', async () => {
    const { os, perform } = cloud
    const image = await testImage(os)
    const network = await tenantNetwork(os, await externalNetwork(os))
    groupId = await os.securityGroups.create({ name: groupName })
    await perform('flavor.create', { id: groupName, name: groupName, cpus: 1, memory: 192, disk: 0 })
    const plan = { image, flavorId: groupName, networkId: network.id, groupId }
    guests = await Promise.all([1, 2].map((n) => startGuest(os, { ...plan, name: `${OURS}-${n}` })))
    const [one, two] = await Promise.all(servers().map(({ id }) => os.servers.get(id)))
    if (one?.host === two?.host) {
      await perform('server.liveMigrate', { id: two?.id ?? '', name: `${OURS}-2` })
      await cloud.until('one runs on each compute', async () => {
        const moved = await os.servers.get(two?.id ?? '')
        return moved?.status === 'ACTIVE' && moved.host !== one?.host ? true : undefined
      })
    }
    guests = await Promise.all(
      guests.map(async (guest) => ({ ...guest, server: (await os.servers.get(guest.server.id)) ?? guest.server })),
    )
    expect(new Set(servers().map(({ host }) => host)).size).toBe(2)
  })

  test('a security group is felt by a TCP connection: shut, open, shut', async () => {
    const { fleet, os, project } = cloud
    const [guest] = guests
    const lan = project.cloud.networks.provider?.subnet ?? ''
    const places = await vantages(project.cloud, fleet, lan)
    try {
      const external = await externalNetwork(os)
      const portId = guest?.port.id ?? ''
      const { address, id } = await os.floatingIps.create({ networkId: external.id, portId, description: OURS })
      for (const place of places) expect(await place.opens(address, 80), place.name).toBe(false)
      const way = await openWay(os, groupId, address, places)
      const { saw } = await proveSecurityGroup(os, way)
      expect(saw).toContain('open with a rule, blocked without it, open with it again')
      if (guest !== undefined) await proveAnswers(way.place, address, guest)
      await os.floatingIps.remove(id)
    } finally {
      for (const place of places) place.close()
    }
  })

  test('a revoked token in the middle is renewed and nobody notices', () => tokenRevoked(cloud))

  test('an API that dies is named at once, and answers when it is back', () => apiReturns(room, cloud))

  test('a compute is drained: all of its instances run on the other', () => drained(cloud, servers()))

  test('an instance whose compute dies begins anew on the other', async () => {
    const [first] = servers()
    if (first !== undefined) await evacuated(LAB, cloud, first)
  })

  test('the command line does the same: listed, shown, explained, deleted', async () => {
    const listed = await room.cli('server', 'list', '--json')
    expect(JSON.parse(listed.stdout)).toHaveLength(2)
    const shown = await room.cli('server', 'show', `${OURS}-1`)
    expect(shown.stdout, shown.stderr).toContain('ACTIVE')
    const words = ['server', 'create', 'by-hand', '--image', 'stackstead-test', '--flavor', groupName]
    const explained = await room.cli(...words, '--explain')
    expect(explained.stdout).toContain('openstack_compute_instance_v2')
    const made = await room.cli(...words, '--json')
    expect(JSON.parse(made.stdout)).toMatchObject({ name: 'by-hand', status: 'ACTIVE' })
    const log = await room.cli('server', 'log', 'by-hand')
    expect(log.status, log.stderr).toBe(0)
    const gone = await room.cli('server', 'delete', 'by-hand', `${OURS}-1`, `${OURS}-2`, '--yes')
    expect(gone.status, gone.stderr).toBe(0)
    expect(JSON.parse((await room.cli('server', 'list', '--all-projects', '--json')).stdout)).toEqual([])
  })
})
