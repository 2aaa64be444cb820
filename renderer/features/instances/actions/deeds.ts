/** What a person can do with an instance: by which action, in which of Nova's states, and in which words. Data only. */
import type { ActionName } from '../../../../electron/contract/actions.ts'

export type DeedId =
  | 'start'
  | 'stop'
  | 'rebootSoft'
  | 'rebootHard'
  | 'pause'
  | 'unpause'
  | 'suspend'
  | 'resume'
  | 'shelve'
  | 'shelveOffload'
  | 'unshelve'
  | 'confirmResize'
  | 'revertResize'
  | 'resize'
  | 'rebuild'
  | 'rescue'
  | 'unrescue'
  | 'lock'
  | 'unlock'
  | 'rename'
  | 'snapshot'
  | 'notes'
  | 'resetState'
  | 'attachInterface'
  | 'detachInterface'
  | 'securityGroups'
  | 'attachFloatingIp'
  | 'detachFloatingIp'
  | 'liveMigrate'
  | 'migrate'
  | 'evacuate'
  | 'restore'
  | 'forceDelete'
  | 'delete'

export interface Deed {
  readonly id: DeedId
  readonly group: 'Power' | 'Change' | 'Network' | 'Move' | 'End'
  readonly action: ActionName
  /** On buttons and in menus; an ellipsis where something is asked first. */
  readonly verb: string
  /** In the row while the request is under way. */
  readonly doing: string
  /**
   * Statuses in which Nova takes it (nova/compute/api.py, check_instance_state; its vm_states by the statuses they show
   * as); undefined: all.
   */
  readonly statuses?: readonly string[]
  /** Whether Nova takes it while it is busy with the instance. */
  readonly whileBusy?: true
  /** Of what it may be busy with, where it takes it for some. */
  readonly tasks?: RegExp
  /** Nova refuses it for a locked instance, unless an administrator asks (check_instance_lock). */
  readonly lockable?: true
  /** Something is asked first, or the person must say yes. */
  readonly dialog?: true
  readonly danger?: true
  /** Means something in its own states only: elsewhere it is not even shown as impossible. */
  readonly onlyThen?: true
  /** May be done to several at once. */
  readonly many?: true
}

const OFF_OR_ON = ['ACTIVE', 'SHUTOFF'] as const

/** Done at once, to as many as are chosen. */
const AT_ONCE = { lockable: true, many: true } as const
/** Ends what another deed began. */
const BACK = { ...AT_ONCE, onlyThen: true } as const
const ASKED = { lockable: true, dialog: true } as const
const ANY_TIME = { whileBusy: true, dialog: true } as const

export const DEEDS: readonly Deed[] = [
  one('confirmResize', 'Change', 'server.confirmResize', 'Confirm the resize', 'Confirming the resize', {
    ...BACK,
    statuses: ['VERIFY_RESIZE'],
  }),
  one('revertResize', 'Change', 'server.revertResize', 'Go back to the old size', 'Going back to the old size', {
    ...BACK,
    statuses: ['VERIFY_RESIZE'],
  }),
  one('start', 'Power', 'server.start', 'Start', 'Starting', { ...AT_ONCE, statuses: ['SHUTOFF'] }),
  one('stop', 'Power', 'server.stop', 'Stop', 'Stopping', { ...AT_ONCE, statuses: ['ACTIVE', 'ERROR'] }),
  one('rebootSoft', 'Power', 'server.rebootSoft', 'Soft reboot', 'Rebooting', { ...AT_ONCE, statuses: ['ACTIVE'] }),
  one('rebootHard', 'Power', 'server.rebootHard', 'Hard reboot', 'Hard rebooting', {
    ...AT_ONCE,
    statuses: ['ACTIVE', 'SHUTOFF', 'PAUSED', 'SUSPENDED', 'ERROR', 'REBOOT', 'HARD_REBOOT'],
    tasks: /^(reboot|pausing|unpausing|suspending|resuming)/,
  }),
  one('pause', 'Power', 'server.pause', 'Pause', 'Pausing', { ...AT_ONCE, statuses: ['ACTIVE'] }),
  one('unpause', 'Power', 'server.unpause', 'Unpause', 'Unpausing', { ...BACK, statuses: ['PAUSED'] }),
  one('suspend', 'Power', 'server.suspend', 'Suspend to disk', 'Suspending', { ...AT_ONCE, statuses: ['ACTIVE'] }),
  one('resume', 'Power', 'server.resume', 'Resume', 'Resuming', { ...BACK, statuses: ['SUSPENDED'] }),
  one('shelve', 'Power', 'server.shelve', 'Shelve', 'Shelving', {
    ...AT_ONCE,
    statuses: [...OFF_OR_ON, 'PAUSED', 'SUSPENDED'],
  }),
  one('shelveOffload', 'Power', 'server.shelveOffload', 'Take it off its host', 'Leaving its host', {
    ...BACK,
    statuses: ['SHELVED'],
  }),
  one('unshelve', 'Power', 'server.unshelve', 'Unshelve', 'Unshelving', {
    ...BACK,
    statuses: ['SHELVED', 'SHELVED_OFFLOADED'],
  }),
  one('rescue', 'Power', 'server.rescue', 'Rescue…', 'Going into rescue', {
    ...ASKED,
    statuses: [...OFF_OR_ON, 'ERROR'],
  }),
  one('unrescue', 'Power', 'server.unrescue', 'Leave rescue', 'Leaving rescue', { ...BACK, statuses: ['RESCUE'] }),
  one('rename', 'Change', 'server.rename', 'Rename…', 'Renaming', ANY_TIME),
  one('resize', 'Change', 'server.resize', 'Resize…', 'Resizing', { ...ASKED, statuses: OFF_OR_ON }),
  one('rebuild', 'Change', 'server.rebuild', 'Rebuild…', 'Rebuilding', {
    ...ASKED,
    statuses: [...OFF_OR_ON, 'ERROR'],
    danger: true,
  }),
  one('snapshot', 'Change', 'server.createImage', 'Snapshot to image…', 'Taking a snapshot', {
    dialog: true,
    many: true,
    statuses: [...OFF_OR_ON, 'PAUSED', 'SUSPENDED'],
  }),
  one('notes', 'Change', 'server.changeMetadata', 'Tags and metadata…', 'Changing tags and metadata', {
    ...ASKED,
    statuses: [...OFF_OR_ON, 'PAUSED', 'SUSPENDED'],
  }),
  one('lock', 'Change', 'server.lock', 'Lock…', 'Locking', { ...ANY_TIME, many: true, onlyThen: true }),
  one('unlock', 'Change', 'server.unlock', 'Unlock', 'Unlocking', { whileBusy: true, many: true, onlyThen: true }),
  one('resetState', 'Change', 'server.resetState', 'Reset its state…', 'Resetting its state', {
    ...ANY_TIME,
    danger: true,
  }),
  one('attachInterface', 'Network', 'server.attachInterface', 'Attach a network card…', 'Attaching a network card', {
    ...ASKED,
    statuses: [...OFF_OR_ON, 'PAUSED'],
  }),
  one('detachInterface', 'Network', 'server.detachInterface', 'Detach a network card…', 'Detaching a network card', {
    ...ASKED,
    statuses: [...OFF_OR_ON, 'PAUSED'],
  }),
  one('attachFloatingIp', 'Network', 'floatingIp.attach', 'Give a floating IP…', 'Giving a floating IP', ANY_TIME),
  one(
    'detachFloatingIp',
    'Network',
    'floatingIp.detach',
    'Take a floating IP away…',
    'Taking a floating IP away',
    ANY_TIME,
  ),
  one('securityGroups', 'Network', 'server.addSecurityGroup', 'Security groups…', 'Changing security groups', ANY_TIME),
  one('liveMigrate', 'Move', 'server.liveMigrate', 'Move while running…', 'Moving to another host', {
    ...ASKED,
    many: true,
    statuses: ['ACTIVE', 'PAUSED'],
  }),
  one('migrate', 'Move', 'server.migrate', 'Move with a stop…', 'Moving to another host', {
    ...ASKED,
    many: true,
    statuses: OFF_OR_ON,
  }),
  one('evacuate', 'Move', 'server.evacuate', 'Evacuate…', 'Evacuating', {
    ...ANY_TIME,
    many: true,
    statuses: [...OFF_OR_ON, 'ERROR', 'UNKNOWN'],
    danger: true,
  }),
  one('restore', 'End', 'server.restore', 'Restore', 'Restoring', { ...BACK, statuses: ['SOFT_DELETED'] }),
  one('forceDelete', 'End', 'server.forceDelete', 'Delete for good…', 'Deleting for good', {
    ...ASKED,
    onlyThen: true,
    danger: true,
    statuses: ['SOFT_DELETED'],
  }),
  one('delete', 'End', 'server.delete', 'Delete…', 'Deleting', {
    ...ANY_TIME,
    lockable: true,
    danger: true,
    many: true,
  }),
]

export function deed(id: DeedId): Deed {
  const found = DEEDS.find((known) => known.id === id)
  if (found === undefined) throw new Error(`there is no deed ${id}`)
  return found
}

function one(
  id: DeedId,
  group: Deed['group'],
  action: ActionName,
  verb: string,
  doing: string,
  how: Omit<Deed, 'id' | 'group' | 'action' | 'verb' | 'doing'>,
): Deed {
  return { id, group, action, verb, doing, ...how }
}
