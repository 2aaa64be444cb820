/** What changed while the page looked: an API, a machine or a service that went away or came back. Pure. */
import type { ApisNow, MachinesNow } from '../../../electron/contract/overview.ts'
import { apiName } from './words.ts'

export interface Noticed {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly works: boolean
  readonly text: string
  readonly reason?: string
}

/** What was known last for certain, by thing: whether it works. While it is being asked, that stays. */
export type Known = ReadonlyMap<string, boolean>

interface Told {
  readonly known: Known
  readonly noticed: readonly Noticed[]
}

interface Seen {
  readonly id: string
  readonly works: boolean
  readonly at: number
  readonly gone: string
  readonly back: string
  readonly reason?: string | undefined
}

export function noticedApis(known: Known, { apis }: ApisNow): Told {
  return compare(
    known,
    apis.flatMap(({ error, id, since, state }): Seen[] => {
      const name = `The ${apiName(id)} API`
      const words = { gone: `${name} stopped answering`, back: `${name} answers again` }
      return state === 'asking'
        ? []
        : [{ id: `api ${id}`, works: state === 'answers', at: since, ...words, reason: error?.message }]
    }),
  )
}

export function noticedMachines(known: Known, { machines }: MachinesNow): Told {
  return compare(
    known,
    machines.flatMap(({ at, error, id, services = [], since, state }): Seen[] => {
      if (state === 'asking') return []
      const works = state === 'answers'
      const words = { gone: `${id} stopped answering`, back: `${id} answers again` }
      const machine: Seen = { id: `machine ${id}`, works, at: since, ...words, reason: error?.message }
      // What its services do, nobody knows while the machine is lost.
      const units = works ? services.map((one) => serviceSeen(id, one, at ?? since)) : []
      return [machine, ...units.flatMap((one) => one ?? [])]
    }),
  )
}

function serviceSeen(
  machine: string,
  { active, unit }: { readonly active: string; readonly unit: string },
  at: number,
): Seen | undefined {
  if (active === 'activating' || active === 'reloading') return undefined
  const name = unit.replace(/\.service$/, '')
  const words = { gone: `${name} on ${machine} stopped running`, back: `${name} on ${machine} runs again` }
  return { id: `unit ${machine} ${unit}`, works: active === 'active', at, ...words, reason: `systemd: ${active}` }
}

function compare(known: Known, seen: readonly Seen[]): Told {
  const next = new Map(known)
  const noticed = seen.flatMap(({ at, back, gone, id, reason, works }): Noticed[] => {
    const before = next.get(id)
    next.set(id, works)
    // What is so from the start is no event.
    if (before === undefined || before === works) return []
    const text = works ? back : gone
    return [{ at, works, text, ...(works || reason === undefined ? {} : { reason }) }]
  })
  return { known: next, noticed }
}
