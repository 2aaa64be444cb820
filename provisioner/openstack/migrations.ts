/** Migrations: instances on their way from one compute to another, and those that arrived, failed or turned back. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import { COMPUTE } from '../actions/compute.ts'
import { moment } from './moment.ts'
import type { Session } from './session.ts'

const shared = {
  id: z.int(),
  uuid: z.string(),
  status: z.string(),
  source_compute: z.string().nullish(),
  dest_compute: z.string().nullish(),
  created_at: moment,
  updated_at: moment.nullish(),
}

const migration = z
  .object({
    ...shared,
    instance_uuid: z.string(),
    migration_type: z.string(),
    project_id: z.string().nullish(),
    user_id: z.string().nullish(),
  })
  .transform((row) => ({
    id: row.uuid,
    /** As requests about it want it. */
    number: String(row.id),
    serverId: row.instance_uuid,
    /** live-migration, migration, resize, evacuation */
    type: row.migration_type,
    /** queued, preparing, running, post-migrating, completed, error, cancelled … */
    status: row.status,
    from: row.source_compute ?? undefined,
    to: row.dest_compute ?? undefined,
    createdAt: row.created_at,
    updatedAt: row.updated_at ?? row.created_at,
    projectId: row.project_id ?? undefined,
    userId: row.user_id ?? undefined,
  }))

export type Migration = z.output<typeof migration>

const bytes = z.int().nullish()

const liveMigration = z
  .object({
    ...shared,
    server_uuid: z.string(),
    memory_total_bytes: bytes,
    memory_processed_bytes: bytes,
    memory_remaining_bytes: bytes,
    disk_total_bytes: bytes,
    disk_processed_bytes: bytes,
    disk_remaining_bytes: bytes,
  })
  .transform((row) => ({
    id: row.uuid,
    number: String(row.id),
    serverId: row.server_uuid,
    status: row.status,
    from: row.source_compute ?? undefined,
    to: row.dest_compute ?? undefined,
    memory: copied(row.memory_total_bytes, row.memory_processed_bytes, row.memory_remaining_bytes),
    disk: copied(row.disk_total_bytes, row.disk_processed_bytes, row.disk_remaining_bytes),
    createdAt: row.created_at,
    updatedAt: row.updated_at ?? row.created_at,
  }))

/** One that is under way, with what was copied so far. */
export type LiveMigration = z.output<typeof liveMigration>

type Bytes = z.output<typeof bytes>

/** Bytes; undefined before the first report. Processed may exceed the total: memory that changes is copied again. */
function copied(total: Bytes, processed: Bytes, remaining: Bytes) {
  if (total == null || processed == null || remaining == null) return undefined
  return { total, processed, remaining }
}

export interface MigrationQuery {
  readonly serverId?: string
  readonly host?: string
  readonly status?: string
  /** ISO 8601. */
  readonly changesSince?: string
}

export function migrations(session: Session) {
  return {
    /** Of all instances, the latest first; administrators only. */
    list: ({ changesSince, host, serverId, status }: MigrationQuery = {}): Promise<Migration[]> =>
      session.list(
        {
          ...COMPUTE,
          method: 'GET',
          path: '/os-migrations',
          query: { instance_uuid: serverId, host, status, 'changes-since': changesSince },
          attempted: 'Listing the migrations',
        },
        'migrations',
        migration,
      ),
    /** Live migrations of an instance that are under way; administrators only. */
    live: (serverId: string): Promise<LiveMigration[]> =>
      session.list(
        {
          ...COMPUTE,
          method: 'GET',
          path: path`/servers/${serverId}/migrations`,
          attempted: `Reading the migration of the instance ${serverId}`,
        },
        'migrations',
        liveMigration,
      ),
  }
}
