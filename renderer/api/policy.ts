/**
 * Who may do what, by the services' default policies. The cloud itself decides; this is so that nobody is offered what it
 * would refuse. The rule of the window: menus and bars leave out what policy forbids; a control whose absence would puzzle
 * (in a form, on a switch) stands there disabled and says why. Pure.
 */
import type { Me } from '../../electron/contract/running.ts'

/** @param action undefined while the actions are being fetched: nothing is offered until it is known who may */
export function forbidden(
  me: Me | undefined,
  action: { readonly role?: 'admin' } | undefined,
  name: string,
): string | undefined {
  if (me === undefined || action === undefined) return 'It is not known yet whether you may.'
  if (action.role !== 'admin' || me.isAdmin) return undefined
  return `Only administrators may do this (${name.replace('.', ': ')}); you are ${me.user.name} with ${rolesIn(me.roles)}.`
}

function rolesIn(roles: readonly string[]): string {
  return roles.length === 0 ? 'no role' : `the ${roles.length === 1 ? 'role' : 'roles'} ${roles.join(', ')}`
}
