/** What was done with an instance, by whom, and how each part of it went. */
import { z } from 'zod'
import { path } from '../actions/apiCall.ts'
import { COMPUTE } from '../actions/compute.ts'
import { moment } from './moment.ts'
import type { Session } from './session.ts'

const event = z
  .object({
    event: z.string(),
    start_time: moment,
    finish_time: moment.nullish(),
    result: z.string().nullish(),
    host: z.string().nullish(),
    details: z.string().nullish(),
  })
  .transform((row) => ({
    /** Like "compute__do_build_and_run_instance". */
    name: row.event,
    startedAt: row.start_time,
    finishedAt: row.finish_time ?? undefined,
    /** "Success", "Error"; undefined while it goes on. */
    result: row.result ?? undefined,
    /** Administrators only. */
    host: row.host ?? undefined,
    /** Why it failed, in words meant for the person. */
    details: row.details ?? undefined,
  }))

const done = {
  action: z.string(),
  request_id: z.string(),
  user_id: z.string().nullish(),
  project_id: z.string().nullish(),
  start_time: moment,
  updated_at: moment.nullish(),
  message: z.string().nullish(),
}
const doneRow = (row: z.output<z.ZodObject<typeof done>>) => ({
  /** The request's id, as it stands in Nova's logs. */
  id: row.request_id,
  /** create, reboot, live-migration … */
  action: row.action,
  userId: row.user_id ?? undefined,
  projectId: row.project_id ?? undefined,
  startedAt: row.start_time,
  updatedAt: row.updated_at ?? row.start_time,
  /** What Nova says of an action that failed. */
  message: row.message ?? undefined,
})

const instanceAction = z.object(done).transform(doneRow)
const withEvents = z
  .object({ ...done, events: z.array(event).default([]) })
  .transform((row) => ({ ...doneRow(row), events: row.events }))

export type InstanceAction = z.output<typeof instanceAction>
export type InstanceActionDetails = z.output<typeof withEvents>

export function instanceActions(session: Session) {
  const base = { ...COMPUTE, method: 'GET' } as const
  return {
    /** The latest first. */
    list: (serverId: string): Promise<InstanceAction[]> =>
      session.list(
        {
          ...base,
          path: path`/servers/${serverId}/os-instance-actions`,
          attempted: `Reading what was done with the instance ${serverId}`,
        },
        'instanceActions',
        instanceAction,
      ),
    get: (serverId: string, id: string): Promise<InstanceActionDetails | undefined> =>
      session.find(
        {
          ...base,
          path: path`/servers/${serverId}/os-instance-actions/${id}`,
          attempted: `Reading what was done with the instance ${serverId}`,
        },
        z.object({ instanceAction: withEvents }).transform((body) => body.instanceAction),
      ),
  }
}
