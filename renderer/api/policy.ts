/**
 * Who may do what, by the services' default policies. The cloud itself decides; this is so that nobody is offered what it
 * would refuse. The rule of the window: menus and bars leave out what policy forbids; a control whose absence would puzzle
 * (in a form, on a switch, a screen's first button) stands there disabled and says why. Pure.
 */
import type { Me } from '../../electron/contract/running.ts'

/** @param action undefined while the actions are being fetched: nothing is offered until it is known who may */
export function forbidden(
  me: Me | undefined,
  action: { readonly role?: 'reader' | 'admin' } | undefined,
  name: string,
): string | undefined {
  if (me === undefined || action === undefined) return 'It is not known yet whether you may.'
  const { role } = action
  if (me.isAdmin || role === 'reader' || (role !== 'admin' && !onlyReads(me))) return undefined
  const who = role === 'admin' ? 'administrators' : 'members'
  return `Only ${who} may do this (${name.replace('.', ': ')}); you are ${me.user.name} with ${rolesIn(me.roles)}.`
}

/**
 * Keystone's roles imply each other: admin, manager, member, reader. Whoever has none but the last may look and change
 * nothing; of a role of somebody's own making only the cloud knows what it allows.
 */
export function onlyReads(me: Pick<Me, 'roles'>): boolean {
  return me.roles.length > 0 && me.roles.every((role) => role === 'reader')
}

/** Why this person may make nothing here; undefined where they may, and while that is not known. */
export function readingOnly(me: Me | undefined): string | undefined {
  if (me === undefined || !onlyReads(me)) return undefined
  const { project, roles, user } = me
  return `You are ${user.name} with ${rolesIn(roles)} in the project ${project.name}: you may look at everything here and change nothing. An administrator can give you the role member.`
}

function rolesIn(roles: readonly string[]): string {
  return roles.length === 0 ? 'no role' : `the ${roles.length === 1 ? 'role' : 'roles'} ${roles.join(', ')}`
}
