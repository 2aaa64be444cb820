/** Nova's names of what was done with an instance, in words. Pure. */

/** Of nova/compute/instance_actions.py. */
const ACTIONS: Readonly<Record<string, string>> = {
  create: 'Created',
  delete: 'Deleted',
  evacuate: 'Evacuated',
  restore: 'Restored',
  stop: 'Stopped',
  start: 'Started',
  reboot: 'Rebooted',
  rebuild: 'Rebuilt',
  revertResize: 'Went back to the old size',
  confirmResize: 'Resize confirmed',
  resize: 'Resized',
  migrate: 'Moved with a stop',
  pause: 'Paused',
  unpause: 'Unpaused',
  suspend: 'Suspended',
  resume: 'Resumed',
  rescue: 'Put into rescue',
  unrescue: 'Left rescue',
  changePassword: 'Password changed',
  shelve: 'Shelved',
  shelveOffload: 'Taken off its host',
  unshelve: 'Unshelved',
  'live-migration': 'Moved while running',
  live_migration_abort: 'Move given up',
  live_migration_force_complete: 'Move forced to its end',
  trigger_crash_dump: 'Crash dump triggered',
  extend_volume: 'Volume made larger',
  attach_interface: 'Network card attached',
  detach_interface: 'Network card detached',
  attach_volume: 'Volume attached',
  detach_volume: 'Volume detached',
  swap_volume: 'Volume exchanged',
  lock: 'Locked',
  unlock: 'Unlocked',
  createBackup: 'Backed up',
  createImage: 'Snapshot taken',
  addFloatingIp: 'Floating IP given',
  removeFloatingIp: 'Floating IP taken away',
  addFixedIp: 'Address given',
  removeFixedIp: 'Address taken away',
}

export function actionWords(action: string): string {
  return ACTIONS[action] ?? action
}

/** The same while it goes on, or where it came to nothing. */
const DOING: Readonly<Record<string, string>> = {
  create: 'launching',
  delete: 'deleting',
  evacuate: 'evacuating',
  restore: 'restoring',
  stop: 'stopping',
  start: 'starting',
  reboot: 'rebooting',
  rebuild: 'rebuilding',
  revertResize: 'going back to the old size',
  confirmResize: 'confirming the resize',
  resize: 'resizing',
  migrate: 'moving with a stop',
  pause: 'pausing',
  unpause: 'unpausing',
  suspend: 'suspending',
  resume: 'resuming',
  rescue: 'going into rescue',
  unrescue: 'leaving rescue',
  changePassword: 'changing the password',
  shelve: 'shelving',
  shelveOffload: 'leaving its host',
  unshelve: 'unshelving',
  'live-migration': 'moving while running',
  live_migration_abort: 'giving up the move',
  live_migration_force_complete: 'forcing the move to its end',
  trigger_crash_dump: 'triggering a crash dump',
  extend_volume: 'making a volume larger',
  attach_interface: 'attaching a network card',
  detach_interface: 'detaching a network card',
  attach_volume: 'attaching a volume',
  detach_volume: 'detaching a volume',
  swap_volume: 'exchanging a volume',
  lock: 'locking',
  unlock: 'unlocking',
  createBackup: 'backing up',
  createImage: 'taking a snapshot',
  addFloatingIp: 'giving a floating IP',
  removeFloatingIp: 'taking a floating IP away',
  addFixedIp: 'giving an address',
  removeFixedIp: 'taking an address away',
}

export function doingWords(action: string): string {
  return DOING[action] ?? action
}

/** "compute__do_build_and_run_instance" as "do build and run instance", with who did it in front. */
export function eventWords(name: string): string {
  const [who, ...what] = name.split(/_{2,}/)
  return what.length === 0 ? name.replaceAll('_', ' ') : `${who}: ${what.join(' ').replaceAll('_', ' ').trim()}`
}
