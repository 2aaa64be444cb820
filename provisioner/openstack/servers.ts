/** Instances, which Nova calls servers. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import { COMPUTE } from '../actions/compute.ts'
import type { InputOfAction } from '../actions/index.ts'
import { checkAndPerform, perform } from './perform.ts'
import { type Server, server } from './serverRow.ts'
import type { Session } from './session.ts'

export type { Server } from './serverRow.ts'
export type NewServer = InputOfAction<'server.create'>

/** Which instances a listing has. */
export interface ServerQuery {
  /** Part of the name; taken literally. */
  readonly name?: string
  /** Of every project; administrators only. */
  readonly allProjects?: boolean
  readonly projectId?: string
  readonly status?: string
  readonly host?: string
  readonly ip?: string
  readonly tags?: readonly string[]
  /** Changed since then, ISO 8601; those deleted since are among them, with the status DELETED. */
  readonly changesSince?: string
  /** What changed last comes first. */
  readonly latestFirst?: boolean
  /** Rows of each page. Nova gives 1000 at most, unless its max_limit says otherwise. */
  readonly pageSize?: number
}

/** Rows of a page: few enough to be there at once, many enough that 10,000 take twenty requests. */
const PAGE = 500
/** Rows of the first page where somebody waits for it: more than a screen shows. */
const FIRST_PAGE = 100
const SOFT_DELETED = 'SOFT_DELETED'
/** Before any instance. */
const EVER = '2000-01-01T00:00:00Z'

const one = z.object({ server }).transform((body) => body.server)

export function servers(session: Session) {
  const list = (query: ServerQuery = {}): Promise<Server[]> => session.list(listing(query), 'servers', server)
  return {
    list,
    /** A page at a time, so that the first rows are seen while the last are still being read. */
    pages: (query: ServerQuery = {}): AsyncGenerator<Server[], void> =>
      session.pages(listing({ pageSize: FIRST_PAGE, ...query }), 'servers', server, query.pageSize ?? PAGE),
    /**
     * Those that were deleted and can still be restored. No listing tells of them but one of changes: a plain one leaves
     * them out whatever status it asks for, and "deleted" is for administrators (nova/api/openstack/compute/servers.py).
     */
    softDeleted: async ({ allProjects = false }: Pick<ServerQuery, 'allProjects'> = {}): Promise<Server[]> => {
      const found = await list({ allProjects, status: SOFT_DELETED, changesSince: EVER })
      return found.filter(({ status }) => status === SOFT_DELETED)
    },
    get: (id: string): Promise<Server | undefined> =>
      session.find(
        { ...COMPUTE, method: 'GET', path: path`/servers/${id}`, attempted: `Reading the instance ${id}` },
        one,
      ),
    /** @returns the new instance's id; it is built in the background */
    create: (wanted: NewServer): Promise<string> => checkAndPerform(session, 'server.create', wanted),
    /** What is gone already counts as done. */
    remove: async (id: string): Promise<void> => {
      await perform(session, 'server.delete', { id, name: id })
    },
    /** The last lines of its serial console; all of them where no number is given. */
    consoleOutput: (id: string, lines?: number): Promise<string> =>
      session.ask(
        {
          ...COMPUTE,
          method: 'POST',
          path: path`/servers/${id}/action`,
          body: { 'os-getConsoleOutput': lines === undefined ? {} : { length: lines } },
          attempted: `Reading the console of the instance ${id}`,
        },
        z.object({ output: z.string() }).transform((body) => body.output),
      ),
    /** A noVNC address that opens its screen once. */
    screenUrl: (id: string): Promise<string> =>
      session.ask(
        {
          ...COMPUTE,
          method: 'POST',
          path: path`/servers/${id}/remote-consoles`,
          body: { remote_console: { protocol: 'vnc', type: 'novnc' } },
          attempted: `Opening the screen of the instance ${id}`,
        },
        z.object({ remote_console: z.object({ url: z.url() }) }).transform((body) => body.remote_console.url),
      ),
  }
}

/** Nova takes some filters as regular expressions (api-ref, List Servers): a name's own signs are not syntax. */
function listing(query: ServerQuery) {
  const { allProjects, changesSince, host, ip, latestFirst, name, pageSize = PAGE, projectId, status, tags } = query
  return {
    ...COMPUTE,
    method: 'GET' as const,
    path: '/servers/detail',
    query: {
      name: name === undefined ? undefined : literally(name),
      all_tenants: allProjects || undefined,
      project_id: projectId,
      status,
      host,
      ip: ip === undefined ? undefined : literally(ip),
      tags: tags?.join(',') || undefined,
      'changes-since': changesSince,
      ...(latestFirst ? { sort_key: 'updated_at', sort_dir: 'desc' } : {}),
      limit: pageSize,
    },
    attempted: 'Listing the instances',
  }
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
