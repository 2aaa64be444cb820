/** What a recipe needs of a project's quotas, and whether they leave it. */
import type { FlavorChoice } from './choices.ts'
import type { MakingAction } from './makers.ts'

/** A quota, undefined where there is no limit, and how much of it is taken. */
export interface Quota {
  readonly limit: number | undefined
  readonly used: number
}

export const NEEDS = [
  'instances',
  'cpus',
  'memory',
  'floatingIps',
  'ports',
  'securityGroups',
  'securityGroupRules',
  'serverGroups',
] as const
export type NeedName = (typeof NEEDS)[number]

export interface Need {
  readonly name: NeedName
  /** MiB for memory. */
  readonly amount: number
  readonly limit?: number
  readonly used: number
  /** What the quota leaves is less. */
  readonly isTooMuch: boolean
}

export interface Making {
  readonly action: MakingAction
  readonly input: Readonly<Record<string, unknown>>
}

/** Neutron puts two rules that let everything out into each new group (one for each family). */
const RULES_OF_A_GROUP = 2

export function needsOf(
  makings: readonly Making[],
  flavors: readonly FlavorChoice[],
  quotas: Readonly<Record<NeedName, Quota>>,
): Need[] {
  const amounts = Object.fromEntries(NEEDS.map((name) => [name, 0])) as Record<NeedName, number>
  for (const { action, input } of makings) {
    switch (action) {
      case 'server.create': {
        const flavor = flavors.find(({ id }) => id === input.flavorId)
        amounts.instances += 1
        amounts.cpus += flavor?.cpus ?? 0
        amounts.memory += flavor?.memory ?? 0
        amounts.ports += cards(input.networks)
        break
      }
      case 'port.create':
        amounts.ports += 1
        break
      case 'floatingIp.create':
        amounts.floatingIps += 1
        break
      case 'securityGroup.create':
        amounts.securityGroups += 1
        amounts.securityGroupRules += RULES_OF_A_GROUP
        break
      case 'securityGroupRule.create':
        amounts.securityGroupRules += 1
        break
      case 'serverGroup.create':
        amounts.serverGroups += 1
        break
      case 'keypair.import':
        // Nova tells how many a person may have, not how many there are.
        break
    }
  }
  return NEEDS.filter((name) => amounts[name] > 0).map((name) => {
    const { limit, used } = quotas[name]
    const amount = amounts[name]
    const isTooMuch = limit !== undefined && used + amount > limit
    return { name, amount, used, isTooMuch, ...(limit === undefined ? {} : { limit }) }
  })
}

/** Cards Nova makes a port for; given ports are counted where they are made. */
function cards(networks: unknown): number {
  if (networks === 'auto') return 1
  return Array.isArray(networks) ? networks.filter((card) => !Object.hasOwn(card as object, 'portId')).length : 0
}

const TITLES: Readonly<Record<NeedName, readonly [one: string, many: string]>> = {
  instances: ['instance', 'instances'],
  cpus: ['CPU', 'CPUs'],
  memory: ['MiB of memory', 'MiB of memory'],
  floatingIps: ['floating IP', 'floating IPs'],
  ports: ['port', 'ports'],
  securityGroups: ['security group', 'security groups'],
  securityGroupRules: ['security group rule', 'security group rules'],
  serverGroups: ['server group', 'server groups'],
}

/** "4 instances are needed, and the quota leaves 1: 10 are allowed, 9 are in use." */
export function shortageWords({ amount, limit = 0, name, used }: Need): string {
  const [one, many] = TITLES[name]
  const left = Math.max(0, limit - used)
  return `${amount} ${amount === 1 ? one : many} needed, and the quota leaves ${left}: ${limit} allowed, ${used} in use.`
}
