/** What changes an instance's security groups. Pure. */
import type { SecurityGroup, Server } from '../../../../electron/contract/live.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { targetOf } from './dialogProps.ts'

/**
 * What is added goes first: in between nothing that shall pass is dropped.
 * @param had ids of those it has on any card
 * @param changed ids of those it shall have and has not, or has and shall not have
 */
export function groupSteps(
  server: Pick<Server, 'id' | 'name'>,
  groups: readonly Pick<SecurityGroup, 'id' | 'name'>[],
  had: ReadonlySet<string>,
  changed: ReadonlySet<string>,
): readonly ActionStep[] {
  const some = groups.filter(({ id }) => changed.has(id))
  const step = (action: ActionStep['action'], { id, name }: Pick<SecurityGroup, 'id' | 'name'>): ActionStep => ({
    action,
    input: { ...targetOf(server), group: id, ...(name === '' ? {} : { groupName: name }) },
  })
  return [
    ...some.filter(({ id }) => !had.has(id)).map((group) => step('server.addSecurityGroup', group)),
    ...some.filter(({ id }) => had.has(id)).map((group) => step('server.removeSecurityGroup', group)),
  ]
}
