/** What one asks of a single instance while looking at it: its serial console, what was done with it, what it uses, how far it moved. */
import { z } from 'zod'
import type {
  Diagnostics,
  InstanceAction,
  InstanceActionDetails,
  LiveMigration,
  Server,
} from '../../provisioner/index.ts'
import { request } from './call.ts'
import { cloudId, path } from './names.ts'

export type { Diagnostics, InstanceAction, InstanceActionDetails, LiveMigration }

/** As the API has it; what it does not know it refuses. */
const id = z.string().min(1).max(255)
const ofServer = z.strictObject({ cloud: cloudId, id })

export const servers = {
  /** One alone, of whatever project; undefined where it is gone. */
  'servers.get': request<Server | undefined>()(ofServer),
  /** The last lines of its serial console, as they were printed. */
  'servers.consoleLog': request<string>()(
    z.strictObject({ ...ofServer.shape, lines: z.int().min(1).max(10_000).default(500) }),
  ),
  /** Writes all that Nova keeps of its serial console into a file of mode 0600. Gives its absolute path. */
  'servers.saveConsoleLog': request<{ readonly file: string }>()(
    z.strictObject({ ...ofServer.shape, file: path, replace: z.boolean().default(false) }),
  ),
  /** What was done with it, the latest first. */
  'servers.history': request<readonly InstanceAction[]>()(ofServer),
  /** The parts of one of them; undefined where Nova does not know it any more. */
  'servers.historyEvents': request<InstanceActionDetails | undefined>()(
    z.strictObject({ ...ofServer.shape, request: id }),
  ),
  /** Administrators only; the instance must run. */
  'servers.diagnostics': request<Diagnostics>()(ofServer),
  /** Its live migrations that are under way, with what was copied so far; administrators only. */
  'servers.liveMigrations': request<readonly LiveMigration[]>()(ofServer),
}
