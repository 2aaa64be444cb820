/** `stackstead server list` and `show`. */
import { Command } from 'commander'
import type { Openstack } from '../../../index.ts'
import { fieldLines } from '../../render/fields.ts'
import { table } from '../../render/table.ts'
import { printable, shownName } from '../../render/text.ts'
import { onCloud, openPlace, type PlaceOptions } from '../../running/openPlace.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { type Session, working } from '../../session.ts'

type Server = Awaited<ReturnType<Openstack['servers']['list']>>[number]

interface List extends PlaceOptions {
  readonly allProjects?: boolean
}

export function serverListCommand(): Command {
  const command = new Command('list')
    .summary('show instances')
    .option('--all-projects', 'of every project; administrators only')
  return working<List>(onCloud(command, 'reads'), async (session, own) => {
    await using place = await openPlace(session, own)
    const servers = await place.os.servers.list({ allProjects: own.allProjects === true })
    if (servers.length > 0 || session.options.json) showServers(session, servers, own.allProjects)
    else session.terminal.note('There is no instance. Make one with "stackstead server create".')
    return 0
  })
}

/** @param projects whether they are of several projects, which are told then */
export function showServers(session: Session, servers: readonly Server[], projects = false): void {
  if (session.options.json) session.terminal.json(servers)
  else session.terminal.out(listText(servers, projects, session))
}

function listText(servers: readonly Server[], all: boolean, { terminal }: Session): string {
  const heading = ['NAME', 'STATE', 'ADDRESSES', 'FLAVOR', 'HOST', ...(all ? ['PROJECT'] : []), 'ID']
  const rows = servers.map((server) => [
    shownName(server.name),
    stateOf(server),
    addressesOf(server).join(' '),
    shownName(server.flavor?.name ?? ''),
    shownName(server.host ?? ''),
    ...(all ? [server.projectId] : []),
    server.id,
  ])
  return table([heading, ...rows], terminal)
}

export function serverShowCommand(): Command {
  const command = new Command('show').summary('show one instance').argument('<server>', 'its name or id')
  return working<PlaceOptions>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    showServer(session, await serverNamed(place.os, wanted))
    return 0
  })
}

export function showServer({ options, terminal }: Session, server: Server): void {
  if (options.json) {
    terminal.json(server)
    return
  }
  const { flavor } = server
  const size = flavor && `${shownName(flavor.name)}: ${flavor.cpus} vCPU, ${flavor.memory} MiB, ${flavor.disk} GiB`
  terminal.out(
    fieldLines(
      [
        ['Name', shownName(server.name)],
        ['Id', server.id],
        ['State', stateOf(server)],
        ['Why', server.fault && printable(server.fault.message)],
        ['Addresses', addressesOf(server).join(', ')],
        ['Size', size],
        ['Image', server.imageId],
        ['Key pair', server.keyName && shownName(server.keyName)],
        ['Security groups', server.securityGroups.map(shownName).join(', ')],
        ['Zone', server.zone && shownName(server.zone)],
        ['Host', server.host && shownName(server.host)],
        ['Created', server.createdAt],
        ['Locked', server.locked ? shownName(server.lockedReason ?? 'yes') : undefined],
        ['Description', shownName(server.description)],
        ['Tags', server.tags.map(shownName).join(', ')],
        ...Object.entries(server.metadata).map(([key, value]) => [shownName(key), shownName(value)] as const),
      ],
      terminal,
    ),
  )
}

function stateOf({ status, task }: Server): string {
  return task === undefined ? status : `${status} (${task})`
}

/** Floating ones first: they are what a person outside uses. */
export function addressesOf({ addresses }: Server): string[] {
  const all = Object.values(addresses).flat()
  const floating = all.filter(({ type }) => type === 'floating')
  return [...floating, ...all.filter(({ type }) => type === 'fixed')].map(({ address }) => address)
}
