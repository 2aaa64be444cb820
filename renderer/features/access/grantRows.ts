/** Who has which role where, by user in a project or by project of a user. Pure. */
import type { RoleAssignment } from '../../../electron/contract/live.ts'

export interface Named {
  readonly id: string
  readonly name: string
}

export interface Grant {
  /** The other side: the user in a project, the project of a user, or the words for what is no project. */
  readonly who: Named
  readonly roles: readonly {
    readonly role: Named
    /** Given here and to be taken back here; others come from a domain, the system or a group. */
    readonly isOwn: boolean
    readonly why: string | undefined
  }[]
}

/** @param shown the side the grants are shown of: the other one names them */
export function grantsOf(
  assignments: readonly RoleAssignment[],
  shown: { readonly project: string } | { readonly user: string },
): readonly Grant[] {
  const rows = assignments.flatMap((one) => {
    const isMine = 'project' in shown ? one.project?.id === shown.project : one.user?.id === shown.user
    if (!isMine) return []
    const who = 'project' in shown ? (one.user ?? one.group) : placeOf(one)
    return who === undefined ? [] : [{ who, one }]
  })
  return [...Map.groupBy(rows, ({ who }) => who.id)]
    .map(([, group]) => ({
      who: (group[0] as (typeof group)[number]).who,
      roles: group
        .map(({ one }) => ({ role: one.role, isOwn: isOwn(one), why: whyNot(one) }))
        .sort((a, b) => a.role.name.localeCompare(b.role.name)),
    }))
    .sort((a, b) => a.who.name.localeCompare(b.who.name))
}

/** Names of users who have a role in the project named "service": the cloud's own logins. */
export function serviceUsers(assignments: readonly RoleAssignment[]): ReadonlySet<string> {
  return new Set(
    assignments.flatMap(({ project, user }) => (project?.name === 'service' && user !== undefined ? [user.id] : [])),
  )
}

function isOwn({ isInherited, project, user }: RoleAssignment): boolean {
  return project !== undefined && user !== undefined && !isInherited
}

function whyNot({ domain, group, isInherited, isSystem, project }: RoleAssignment): string | undefined {
  if (group !== undefined) return `by the group ${group.name}`
  if (isSystem) return 'of the cloud itself'
  if (isInherited) return `in all projects below ${project?.name ?? domain?.name ?? 'it'}`
  return project === undefined ? 'of the domain' : undefined
}

function placeOf({ domain, isSystem, project }: RoleAssignment): Named | undefined {
  if (project !== undefined) return project
  if (domain !== undefined) return { id: `domain ${domain.id}`, name: `Domain ${domain.name}` }
  return isSystem ? { id: 'system', name: 'The cloud itself' } : undefined
}
