/** The instances a verification starts: how they are made, and what they must say on their serial console. */
import { errorData, StacksteadError } from '../../core/errors.ts'
import type { Image } from '../../openstack/images.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { pathCheck } from '../../openstack/pathCheck.ts'
import { readPathWorld } from '../../openstack/pathWorld.ts'
import type { Port } from '../../openstack/ports.ts'
import type { Server } from '../../openstack/servers.ts'
import { until } from './until.ts'

export interface Guest {
  readonly server: Server
  readonly port: Port
  readonly address: string
  /** What it was given as user-data, and has to show. */
  readonly word: string
}

export interface GuestPlan {
  readonly name: string
  readonly image: Image
  readonly flavorId: string
  readonly networkId: string
  readonly groupId: string
}

/** Milliseconds until Nova calls it ACTIVE: the first one on a compute copies the image there. */
const BUILD = 300_000
/** Milliseconds until it has printed everything: emulated machines are slow to start. */
const BOOT = 240_000

/** Starts one and waits until its console shows address, metadata and user-data. */
export async function startGuest(os: Openstack, plan: GuestPlan, signal?: AbortSignal): Promise<Guest> {
  const { flavorId, groupId, image, name, networkId } = plan
  const port = await os.ports.create({ name, networkId, securityGroupIds: [groupId] })
  const word = `${name}-user-data`
  const userData = `#!/bin/sh\necho ${word}\n`
  const networks = [{ portId: port.id }]
  const id = await os.servers.create({ name, imageId: image.id, flavorId, networks, userData })
  const server = await untilActive(os, id, name, signal)
  const address = port.addresses[0]?.address ?? ''
  await untilPrinted(os, server, { address, 'its metadata': name, 'its user-data': word }, signal)
  return { server, port, address, word }
}

async function untilActive(os: Openstack, id: string, name: string, signal?: AbortSignal): Promise<Server> {
  const look = async (): Promise<Server | undefined> => {
    const server = await os.servers.get(id)
    if (server === undefined || server.status === 'ERROR') throw notBuilt(name, server?.fault?.message)
    return server.status === 'ACTIVE' ? server : undefined
  }
  const server = await until(look, { every: 1000, atMost: BUILD, signal })
  if (server === undefined) throw notBuilt(name, `it is not ACTIVE after ${BUILD / 1000} seconds`)
  return server
}

async function untilPrinted(
  os: Openstack,
  server: Server,
  wanted: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<void> {
  let output = ''
  const lacking = (): string[] => Object.keys(wanted).filter((what) => !output.includes(wanted[what] ?? ''))
  const look = async (): Promise<true | undefined> => {
    output = await os.servers.consoleOutput(server.id)
    return lacking().length === 0 ? true : undefined
  }
  if (await until(look, { every: 1000, atMost: BOOT, signal })) return
  throw new StacksteadError({
    code: 'api',
    message: `The instance ${server.name} runs on ${server.host}, but its console does not show ${lacking().join(', ')}.`,
    detail: [
      output.trimEnd().split('\n').slice(-15).join('\n') || 'The console is empty.',
      ...(await amiss(os, server.id)),
    ].join('\n'),
    remedy: `Address: look at ovn-controller on ${server.host}; metadata: at neutron-ovn-metadata-agent there and at nova-api-metadata.`,
  })
}

/** What the cloud itself says of the way to it, where something there is not as it should be. */
async function amiss(os: Openstack, id: string): Promise<string[]> {
  try {
    const { links } = pathCheck({ world: await readPathWorld(os, id), protocol: 'icmp' })
    return links.filter(({ state }) => state === 'broken').map(({ title, why }) => `${title}: ${why}`)
  } catch (error) {
    return [`What the cloud says of it could not be read: ${errorData(error).message}`]
  }
}

function notBuilt(name: string, fault: string | undefined): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message: `The instance ${name} could not be started: ${fault ?? 'it has disappeared'}.`,
    remedy:
      'Look at /var/log/nova/nova-scheduler.log on the controller and nova-compute.log on the computes for the name.',
  })
}
