/**
 * How clouds are doing, as the page knows it: followed while somebody shows it and the page is seen; what was figured out
 * of it (lines, what changed) stays for as long as the page is open.
 */
import type { ErrorData, Reply } from '../../../electron/contract/index.ts'
import type { ApisNow, MachinesNow } from '../../../electron/contract/overview.ts'
import type { Visibility } from '../../api/rowStores.ts'
import { type Known, type Noticed, noticedApis, noticedMachines } from './noticed.ts'
import { added, apiFigures, machineFigures, type Series } from './series.ts'

export interface Health {
  /** Undefined until the first was told. */
  readonly apis: ApisNow | undefined
  readonly machines: MachinesNow | undefined
  /** Why the app does not look at all. */
  readonly error: ErrorData | undefined
  readonly series: Series
  /** The newest last. */
  readonly noticed: readonly Noticed[]
}

interface HealthSource {
  apis(cloud: string, onEvent: (event: Reply<ApisNow>) => void): () => void
  machines(cloud: string, onEvent: (event: Reply<MachinesNow>) => void): () => void
}

interface HealthStores {
  now(cloud: string): Health
  /** @param own whether the cloud has machines here */
  subscribe(cloud: string, own: boolean, listener: () => void): () => void
}

const NOTHING: Health = { apis: undefined, machines: undefined, error: undefined, series: new Map(), noticed: [] }
/** Of what changed, so much is kept. */
const MOST = 100

interface Followed {
  health: Health
  known: Known
  own: boolean
  readonly listeners: Set<() => void>
  leave: (() => void) | undefined
}

export function healthStores(source: HealthSource, page: Visibility): HealthStores {
  const all = new Map<string, Followed>()
  const open = (cloud: string): Followed => {
    const existing = all.get(cloud)
    if (existing !== undefined) return existing
    const fresh: Followed = { health: NOTHING, known: new Map(), own: false, listeners: new Set(), leave: undefined }
    all.set(cloud, fresh)
    return fresh
  }
  const change = (followed: Followed, health: Partial<Health>): void => {
    followed.health = { ...followed.health, ...health }
    for (const listener of [...followed.listeners]) listener()
  }
  const noted = (followed: Followed, told: { known: Known; noticed: readonly Noticed[] }): readonly Noticed[] => {
    followed.known = told.known
    const { noticed } = followed.health
    return told.noticed.length === 0 ? noticed : [...noticed, ...told.noticed].slice(-MOST)
  }
  const follow = (cloud: string, followed: Followed): void => {
    if (followed.leave !== undefined) return
    const leaveApis = source.apis(cloud, (event) => {
      if (!event.ok) return change(followed, { error: event.error })
      const apis = event.value
      const { series } = followed.health
      const noticed = noted(followed, noticedApis(followed.known, apis))
      change(followed, { apis, error: undefined, series: added(series, apiFigures(apis)), noticed })
    })
    const leaveMachines = followed.own
      ? source.machines(cloud, (event) => {
          if (!event.ok) return change(followed, { error: event.error })
          const machines = event.value
          const { series } = followed.health
          const noticed = noted(followed, noticedMachines(followed.known, machines))
          change(followed, { machines, error: undefined, series: added(series, machineFigures(machines)), noticed })
        })
      : undefined
    followed.leave = () => {
      leaveApis()
      leaveMachines?.()
    }
  }
  const pause = (followed: Followed): void => {
    followed.leave?.()
    followed.leave = undefined
  }
  page.onChange(() => {
    for (const [cloud, followed] of all) {
      if (page.hidden()) pause(followed)
      else if (followed.listeners.size > 0) follow(cloud, followed)
    }
  })
  return {
    now: (cloud) => all.get(cloud)?.health ?? NOTHING,
    subscribe(cloud, own, listener) {
      const followed = open(cloud)
      followed.own = own
      const mine = (): void => listener()
      followed.listeners.add(mine)
      if (!page.hidden()) follow(cloud, followed)
      return () => {
        followed.listeners.delete(mine)
        if (followed.listeners.size > 0) return
        pause(followed)
        // What was so when somebody looked last is no news when somebody looks again.
        followed.health = { ...followed.health, apis: undefined, machines: undefined, error: undefined }
      }
    },
  }
}
