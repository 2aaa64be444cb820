/** Tabs of terminals: their names, and which one is shown. Pure. */
import type { Terminal } from '../../../electron/contract/index.ts'

/** Titles, told apart by a number where there are several of one. */
export function tabTitles(terminals: readonly Terminal[]): ReadonlyMap<string, string> {
  const seen = new Map<string, number>()
  return new Map(
    terminals.map(({ id, title }) => {
      const number = (seen.get(title) ?? 0) + 1
      seen.set(title, number)
      return [id, number === 1 ? title : `${title} ${number}`]
    }),
  )
}

/** The chosen one while it is there, else the newest. */
export function shownTab(terminals: readonly Terminal[], chosen: string | undefined): string | undefined {
  return terminals.some(({ id }) => id === chosen) ? chosen : terminals.at(-1)?.id
}

/** An open shell that `?open=` may show instead of making another. */
export function openFor(terminals: readonly Terminal[], wanted: string): Terminal | undefined {
  return terminals.find(
    ({ kind, machine, state }) =>
      (state === 'open' || state === 'opening') && (wanted === LOCAL ? kind === 'local' : machine === wanted),
  )
}

/** In the address, for the shell on this computer: no hostname has such a sign, so that no machine can be called so. */
export const LOCAL = '@this-computer'

/** The tab after a key of the tab row; undefined where the key means nothing. */
export function tabAfter(ids: readonly string[], at: string | undefined, key: string): string | undefined {
  const index = at === undefined ? 0 : Math.max(0, ids.indexOf(at))
  const last = ids.length - 1
  switch (key) {
    case 'ArrowRight':
      return ids[index === last ? 0 : index + 1]
    case 'ArrowLeft':
      return ids[index === 0 ? last : index - 1]
    case 'Home':
      return ids[0]
    case 'End':
      return ids[last]
    default:
      return undefined
  }
}
