/** What a recipe may make: which actions, what carries the mark of the run that made it, and what each gives to later parts. */
import { ACTIONS, type ActionName } from '../actions/index.ts'

/** In the order in which they go when all is removed: whoever uses another goes before it. */
export const KINDS = ['floatingIp', 'server', 'port', 'serverGroup', 'rule', 'securityGroup', 'keypair'] as const
export type Kind = (typeof KINDS)[number]

export interface Maker {
  readonly kind: Kind
  /** Where the mark is: from the first moment on, so that a crash leaves nothing unmarked. */
  readonly mark: 'description' | 'metadata' | 'name'
  /** What later parts may refer to. */
  readonly gives: readonly string[]
  readonly remove: ActionName
}

export const MAKERS = {
  'keypair.import': { kind: 'keypair', mark: 'name', gives: ['name'], remove: 'keypair.delete' },
  'securityGroup.create': {
    kind: 'securityGroup',
    mark: 'description',
    gives: ['id', 'name'],
    remove: 'securityGroup.delete',
  },
  'securityGroupRule.create': {
    kind: 'rule',
    mark: 'description',
    gives: ['id'],
    remove: 'securityGroupRule.delete',
  },
  'serverGroup.create': { kind: 'serverGroup', mark: 'name', gives: ['id', 'name'], remove: 'serverGroup.delete' },
  'port.create': { kind: 'port', mark: 'description', gives: ['id', 'address'], remove: 'port.delete' },
  'floatingIp.create': {
    kind: 'floatingIp',
    mark: 'description',
    gives: ['id', 'address'],
    remove: 'floatingIp.delete',
  },
  'server.create': { kind: 'server', mark: 'metadata', gives: ['id', 'name'], remove: 'server.delete' },
} as const satisfies { readonly [N in ActionName]?: Maker }

export type MakingAction = keyof typeof MAKERS

export const MAKING_ACTIONS = Object.keys(MAKERS) as readonly MakingAction[]

export function maker(action: MakingAction): Maker {
  return MAKERS[action]
}

/** The action's own schema. */
export function inputOf(action: MakingAction) {
  return ACTIONS[action].input
}

/** For people: "instance". */
export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  floatingIp: 'floating IP',
  server: 'instance',
  port: 'port',
  serverGroup: 'server group',
  rule: 'rule',
  securityGroup: 'security group',
  keypair: 'key pair',
}
