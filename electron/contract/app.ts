/** The app itself: what it is, what it is busy with, and how the person likes it. */
import { z } from 'zod'
import { request, stream } from './call.ts'
import { cloudId, line } from './names.ts'

export interface AppInfo {
  readonly version: string
  readonly kind: 'electron' | 'browser'
  readonly platform: string
  /** Where the app keeps clouds, for the person who wants to look. */
  readonly folder: string
}

/** Anything that takes longer than a moment; the status bar and the tray show the newest. */
export interface Job {
  readonly id: string
  readonly kind: 'practice' | 'probe' | 'check' | 'run' | 'verify' | 'image' | 'recipe' | 'drain'
  readonly cloud?: string
  readonly title: string
  readonly startedAt: number
  readonly endedAt?: number
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  /** From 0 to 1, where it is known. */
  readonly progress?: number
}

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'comfortable']),
  railCollapsed: z.boolean(),
  notifications: z.boolean(),
  /** The cloud that was open last. */
  cloud: cloudId.optional(),
  /** Last address within the window. */
  route: line.optional(),
  /** Hidden columns and widths, by table. */
  tables: z.record(z.string().max(64), z.record(z.string().max(64), z.json())),
}

export const preferences = z.strictObject({
  ...fields,
  theme: fields.theme.default('system'),
  density: fields.density.default('compact'),
  railCollapsed: fields.railCollapsed.default(false),
  notifications: fields.notifications.default(true),
  tables: fields.tables.default({}),
})
export type Preferences = z.output<typeof preferences>

export const app = {
  'app.info': request<AppInfo>()(z.strictObject({})),
  'preferences.read': request<Preferences>()(z.strictObject({})),
  /** Only what is given changes; the schema has no defaults, which would count as given. */
  'preferences.write': request<Preferences>()(z.strictObject(fields).partial()),
}

export const appStreams = {
  /** Running jobs, and those that ended within the last hour, newest first. */
  'jobs.follow': stream<readonly Job[]>()(z.strictObject({})),
}
