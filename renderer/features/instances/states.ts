/** States of an instance in words: Nova's status and task as a person reads them, with the colour they have. Pure. */
import type { Server } from '../../../electron/contract/live.ts'
import type { StatusKind } from '../../ui/Status.tsx'

/** Of Nova's documentation, "Server concepts". */
const STATUSES: Readonly<Record<string, readonly [StatusKind, string]>> = {
  ACTIVE: ['works', 'Running'],
  BUILD: ['progress', 'Being built'],
  DELETED: ['off', 'Deleted'],
  ERROR: ['failed', 'Failed'],
  HARD_REBOOT: ['progress', 'Hard rebooting'],
  MIGRATING: ['progress', 'Moving'],
  PASSWORD: ['progress', 'Password is being set'],
  PAUSED: ['off', 'Paused'],
  REBOOT: ['progress', 'Rebooting'],
  REBUILD: ['progress', 'Being rebuilt'],
  RESCUE: ['needs-you', 'In rescue'],
  RESIZE: ['progress', 'Being resized'],
  REVERT_RESIZE: ['progress', 'Going back'],
  SHELVED: ['off', 'Shelved'],
  SHELVED_OFFLOADED: ['off', 'Shelved, off its host'],
  SHUTOFF: ['off', 'Off'],
  SOFT_DELETED: ['off', 'Deleted, can be restored'],
  SUSPENDED: ['off', 'Suspended'],
  UNKNOWN: ['needs-you', 'Unknown'],
  VERIFY_RESIZE: ['needs-you', 'Confirm the resize'],
}

/** Of nova/compute/task_states.py. */
const TASKS: Readonly<Record<string, string>> = {
  scheduling: 'Looking for a host',
  block_device_mapping: 'Preparing disks',
  networking: 'Preparing the network',
  spawning: 'Starting for the first time',
  image_snapshot: 'Taking a snapshot',
  image_snapshot_pending: 'Taking a snapshot',
  image_pending_upload: 'Taking a snapshot',
  image_uploading: 'Uploading the snapshot',
  image_backup: 'Backing up',
  updating_password: 'Setting the password',
  resize_prep: 'Preparing to move',
  resize_migrating: 'Copying the disk',
  resize_migrated: 'Disk is copied',
  resize_finish: 'Finishing the move',
  resize_reverting: 'Going back to the old size',
  resize_confirming: 'Confirming the resize',
  rebooting: 'Rebooting',
  reboot_pending: 'Rebooting',
  reboot_started: 'Rebooting',
  rebooting_hard: 'Hard rebooting',
  reboot_pending_hard: 'Hard rebooting',
  reboot_started_hard: 'Hard rebooting',
  pausing: 'Pausing',
  unpausing: 'Unpausing',
  suspending: 'Suspending',
  resuming: 'Resuming',
  'powering-off': 'Stopping',
  'powering-on': 'Starting',
  rescuing: 'Going into rescue',
  unrescuing: 'Leaving rescue',
  rebuilding: 'Rebuilding',
  rebuild_block_device_mapping: 'Rebuilding',
  rebuild_spawning: 'Rebuilding',
  migrating: 'Moving to another host',
  deleting: 'Deleting',
  'soft-deleting': 'Deleting',
  restoring: 'Restoring',
  shelving: 'Shelving',
  shelving_image_pending_upload: 'Shelving',
  shelving_image_uploading: 'Shelving',
  shelving_offloading: 'Leaving its host',
  unshelving: 'Unshelving',
}

export interface StateWords {
  readonly kind: StatusKind
  readonly words: string
}

export function stateWords({ status, task, progress }: Pick<Server, 'status' | 'task' | 'progress'>): StateWords {
  const [kind, words] = STATUSES[status] ?? ['needs-you', status]
  const doing = task === undefined ? undefined : taskWords(task)
  if (doing === undefined) return { kind, words }
  const percent = progress === undefined || progress === 0 || progress === 100 ? '' : ` ${progress} %`
  return { kind: 'progress', words: `${doing}${percent}` }
}

/** A status alone, for a filter. */
export function statusWord(status: string): string {
  return STATUSES[status]?.[1] ?? status
}

/** A task Nova got since this was written is shown by its own name. */
export function taskWords(task: string): string {
  const own = task.replaceAll(/[_-]/g, ' ')
  return TASKS[task] ?? `${own.slice(0, 1).toUpperCase()}${own.slice(1)}`
}

/** What is under way first, then what needs somebody, then the rest: for sorting. */
const URGENCY: Readonly<Record<StatusKind, number>> = { failed: 0, 'needs-you': 1, progress: 2, works: 3, off: 4 }

export function urgency({ kind, words }: StateWords): string {
  return `${URGENCY[kind]} ${words}`
}
