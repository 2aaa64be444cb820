/** Why a connection from this computer does not reach an instance: each link of the way, and the first that is broken. Pure. */
import type { ActionName, InputOfAction } from '../actions/index.ts'
import { type PathFacts, type PathWorld, pathFacts } from './pathFacts.ts'
import { hostLink, instanceLink, serviceLink } from './pathInstance.ts'
import { floatingIpLink, lanLink, networkLink, routerLink } from './pathNetwork.ts'
import { portLink, ruleLink } from './pathPort.ts'
import type { Wanted } from './pathRules.ts'

export type LinkId = 'lan' | 'floating-ip' | 'router' | 'network' | 'rule' | 'port' | 'host' | 'instance' | 'service'

/** An action that would mend it, ready to be done. */
export type Mending = {
  readonly [N in ActionName]: { readonly action: N; readonly input: InputOfAction<N> }
}[ActionName]

export interface Link {
  readonly id: LinkId
  readonly title: string
  /** "not-needed": the way does not lead through it. */
  readonly state: 'ok' | 'broken' | 'unknown' | 'not-needed'
  /** What was seen, in one sentence. */
  readonly why: string
  /** What to do, where it is broken. */
  readonly remedy?: string
  readonly mending?: Mending
}

export interface PathQuestion {
  readonly world: PathWorld
  readonly protocol: Wanted['protocol']
  readonly port?: number
  /** As which address this computer arrives in the LAN, where that is known. */
  readonly source?: string
  /** What trying it gave; absent where nobody tried. */
  readonly probes?: { readonly fromHere?: boolean; readonly fromGateway?: boolean }
}

export interface PathAnswer {
  /** From this computer to the instance, in order. */
  readonly links: readonly Link[]
  /** The first one broken. */
  readonly broken?: LinkId
  /** Where somebody outside would knock. */
  readonly target?: string
}

/** What each link looks at. */
export interface PathView extends PathFacts {
  readonly wanted: Wanted
  readonly probes: NonNullable<PathQuestion['probes']>
}

export function pathCheck(question: PathQuestion): PathAnswer {
  const { port, probes = {}, protocol, source, world } = question
  const facts = pathFacts(world)
  const family = facts.fixedAddress?.includes(':') ? 'IPv6' : 'IPv4'
  const wanted: Wanted = {
    protocol,
    family,
    ...(port === undefined ? {} : { port }),
    ...(source === undefined ? {} : { source }),
  }
  const view: PathView = { ...facts, wanted, probes }
  const inside = [
    floatingIpLink(view),
    routerLink(view),
    networkLink(view),
    ruleLink(view),
    portLink(view),
    hostLink(view),
    instanceLink(view),
  ]
  const isWhole = inside.every((link) => link.state === 'ok' || link.state === 'not-needed')
  const links = [lanLink(view, isWhole), ...inside, serviceLink(view, isWhole)]
  const broken = links.find((link) => link.state === 'broken')?.id
  return {
    links,
    ...(broken === undefined ? {} : { broken }),
    ...(facts.target === undefined ? {} : { target: facts.target }),
  }
}
