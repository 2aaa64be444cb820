/** How the rows of each kind are read: what is asked, for one project or for all, and how often. */
import { setImmediate as turn } from 'node:timers/promises'
import type { Openstack, Server } from '../../../provisioner/index.ts'
import type { LiveName, LiveRow, PastAction } from '../../contract/index.ts'
import { addressNews } from './addressNews.ts'
import type { CloudClient } from './cloudClients.ts'
import { pastActions } from './pastActions.ts'
import type { Identified, Reader } from './rowReader.ts'

/** Milliseconds between two polls: with the answer's own time a change is seen within two seconds. */
const EVERY = 1_500
/** For what takes several requests for each row; it is looked at as soon as an instance changes, too. */
const SELDOM = 5_000
/** Changes tell neither of a card that was taken out elsewhere nor of what a cell keeps to itself: everything is read again so often. */
const WHOLE = 60_000
/** Milliseconds by which two questions for changes overlap: a change may be written later than it says it was. */
const OVERLAP = 10_000
/** Milliseconds a migration is told of: Nova never forgets one by itself, and all of them would be read again and again. */
const LATELY = 7 * 24 * 3_600_000
/** Instances asked for one by one each time; of more, the others are next. */
const SINGLY = 20
/** Rows taken in at a time, so that nobody else waits for long. */
const PAGE = 1_000

export interface LiveSource<Row extends Identified> {
  readonly every: number
  readonly wholeEvery?: number
  /** Rows whose changes are a reason to look at these at once. */
  readonly follows?: LiveName
  /** @param refused what the cloud refused lately, as the app has seen it */
  reader(client: CloudClient, all: boolean, refused: () => readonly PastAction[]): Reader<Row>
}

export type LiveSources = { readonly [N in LiveName]: LiveSource<LiveRow<N>> }

/** What a listing gives, and of whom it is. */
interface Scope {
  readonly os: Openstack
  readonly all: boolean
  /** Id of the project logged in to. */
  readonly project: string
}

/** Neutron and Glance tell an administrator of every project unprompted; others see their own anyway. */
export const LIVE_SOURCES: LiveSources = {
  'live.servers': { every: EVERY, wholeEvery: WHOLE, reader: serverReader },
  'live.pastActions': {
    ...{ every: SELDOM, follows: 'live.servers' },
    reader: ({ looking }, all, refused) => pastActions(looking, all, refused),
  },
  'live.flavors': listed(({ all, os }) => os.flavors.list({ all })),
  'live.images': listed(async ({ all, os, project }) => {
    const images = await os.images.list()
    return all ? images : images.filter((one) => one.projectId === project || one.visibility !== 'private')
  }),
  'live.keypairs': listed(({ os }) => os.keypairs.list()),
  'live.serverGroups': listed(({ all, os }) => os.serverGroups.list({ allProjects: all })),
  'live.hypervisors': listed(({ os }) => os.hypervisors.list()),
  'live.resourceProviders': {
    ...listed(({ os }) => os.resourceProviders.list()),
    ...{ every: SELDOM, follows: 'live.servers' },
  },
  'live.computeServices': listed(({ os }) => os.computeServices.list()),
  'live.networkAgents': listed(({ os }) => os.networkAgents.list()),
  'live.aggregates': listed(({ os }) => os.aggregates.list()),
  'live.zones': listed(({ all, os }) => os.zones.list({ hosts: all })),
  'live.migrations': listed(async ({ all, os, project }) => {
    const changesSince = moment(os.session.clock.now('compute') - LATELY)
    const migrations = await os.migrations.list({ changesSince })
    return all ? migrations : migrations.filter(({ projectId = project }) => projectId === project)
  }),
  'live.networks': listed(async ({ all, os, project }) => {
    const networks = await os.networks.list()
    return all ? networks : networks.filter((one) => one.projectId === project || one.isShared || one.isExternal)
  }),
  'live.subnets': listed(({ os }) => os.subnets.list()),
  'live.ports': listed(({ os, ...scope }) => os.ports.list(ownOnly(scope))),
  'live.routers': listed(({ os, ...scope }) => os.routers.list(ownOnly(scope))),
  'live.floatingIps': listed(({ os, ...scope }) => os.floatingIps.list(ownOnly(scope))),
  'live.securityGroups': listed(({ os, ...scope }) => os.securityGroups.list(ownOnly(scope))),
  'live.projects': listed(({ all, os }) => (all ? os.projects.list() : os.projects.mine())),
  'live.users': listed(({ os }) => os.users.list()),
  'live.roles': listed(({ os }) => os.roles.list()),
  'live.roleAssignments': listed(({ os }) => os.roleAssignments.list()),
  'live.applicationCredentials': listed(({ os }) => os.applicationCredentials.list()),
}

/** As Nova wants it: whole seconds. */
function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
}

function ownOnly({ all, project }: Omit<Scope, 'os'>): { readonly project_id?: string } {
  return all ? {} : { project_id: project }
}

function listed<Row extends Identified>(list: (scope: Scope) => Promise<readonly Row[]>): LiveSource<Row> {
  return {
    every: EVERY,
    reader: ({ looking: os }, all) => ({
      async whole(onPage) {
        const { project } = await os.session.token()
        const rows = await list({ os, all, project: project.id })
        for (let from = 0; from < rows.length; from += PAGE) {
          if (from > 0) await turn()
          if (!onPage(rows.slice(from, from + PAGE), from + PAGE >= rows.length)) return
        }
      },
    }),
  }
}

/** Nova tells what changed, with what was deleted among it; the moment asked for is one of the cloud's own clock. */
function serverReader({ looking: os }: CloudClient, all: boolean): Reader<Server> {
  let since: number | undefined
  const addresses = addressNews(os, async () => ownOnly({ all, project: (await os.session.token()).project.id }))
  const now = (): number => os.session.clock.now('compute')
  return {
    async whole(onPage) {
      // The clock is this computer's until the cloud has told its own.
      await os.session.token()
      const began = now()
      for await (const page of os.servers.pages({ allProjects: all })) if (!onPage(page)) return
      if (!onPage(await os.servers.softDeleted({ allProjects: all }))) return
      since = began
    },
    notices: () => addresses.look(),
    async changes() {
      if (since === undefined) return undefined
      const began = now()
      const changesSince = moment(since - OVERLAP)
      const found = await os.servers.list({ allProjects: all, changesSince })
      const told = new Set(found.map(({ id }) => id))
      const untold = addresses.instances(SINGLY).filter((id) => !told.has(id))
      const single = await Promise.all(untold.map((id) => os.servers.get(id)))
      since = began
      // What one instance tells of itself beyond a listing would come and go.
      const others = single.flatMap((one) => (one === undefined ? [] : { ...one, serverGroupIds: [] }))
      const isGone = ({ status }: Server): boolean => status === 'DELETED'
      return {
        rows: [...others, ...found].filter((one) => !isGone(one)),
        gone: found.filter(isGone).map(({ id }) => id),
      }
    },
  }
}
