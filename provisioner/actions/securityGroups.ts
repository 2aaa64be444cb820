/** Security groups: whose rules decide who may reach an instance, and whom it may reach. */
import { z } from 'zod'
import { action } from './action.ts'
import { description, name, target } from './fields.ts'
import { change, creation, deletion, type Kind, made } from './neutron.ts'
import { flag, operand, option } from './words.ts'

const GROUP: Kind = {
  key: 'security_group',
  plural: 'security-groups',
  title: 'security group',
  words: ['security', 'group'],
}
const newGroup = z.strictObject({
  name,
  description: description.optional(),
  /** Answers pass by themselves. Without, each direction needs its own rules. */
  isStateful: z.boolean().optional(),
})

export const securityGroupActions = {
  'securityGroup.create': action({
    input: newGroup,
    attempted: (wanted) => `Creating the security group ${wanted.name}`,
    calls: ({ description, isStateful, name }) => [creation(GROUP, { name, description, stateful: isStateful })],
    commands: ({ description, isStateful, name }) => [
      [
        ...['openstack', 'security', 'group', 'create', ...option('--description', description)],
        ...flag(isStateful, '--stateful', '--stateless'),
        ...operand(name),
      ],
    ],
    terraform: ({ description, isStateful, name }) => [
      {
        type: 'openstack_networking_secgroup_v2',
        name,
        attributes: { name, description, stateful: isStateful },
      },
    ],
    answer: made(GROUP),
  }),
  'securityGroup.update': action({
    input: z.strictObject({ ...target.shape, newName: name.optional(), description: description.optional() }),
    attempted: (group) => `Changing the security group ${group.name}`,
    calls: ({ description, id, newName }) => [change(GROUP, id, { name: newName, description })],
    commands: ({ description, id, newName }) => [
      [
        ...['openstack', 'security', 'group', 'set'],
        ...option('--name', newName),
        ...option('--description', description),
        id,
      ],
    ],
    terraform: ({ description, name, newName = name }) => [
      { type: 'openstack_networking_secgroup_v2', name: newName, attributes: { name: newName, description } },
    ],
  }),
  'securityGroup.delete': deletion(GROUP),
}
