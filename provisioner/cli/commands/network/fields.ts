/** Options networks, subnets, routers and ports share, and what they say to an action. */
import type { Command } from 'commander'
import type { DeedOptions } from '../../running/deed.ts'
import { keyed } from '../../running/words.ts'

export interface Common extends DeedOptions {
  readonly name?: string
  readonly description?: string
  readonly enable?: boolean
}

/** @param whether it can be turned off */
export function described(command: Command, whether: 'enable' | 'always' = 'always'): Command {
  command.option('--description <text>', 'what it is for')
  if (whether === 'always') return command
  return command.option('--enable', 'it carries traffic').option('--no-enable', 'it carries nothing')
}

/** For commands that change a thing. */
export function renamed(command: Command): Command {
  return command.option('--name <name>', 'what it shall be called from now on')
}

export interface Route {
  readonly destination: string
  readonly gateway: string
}

/** destination=10.9.0.0/16,gateway=10.1.0.2 */
export const route = keyed(['destination', 'gateway'])

export function routesOf(routes: readonly Route[] | undefined) {
  return routes?.map(({ destination, gateway }) => ({ destination, nextHop: gateway }))
}
