/** Where the window opens. Pure. */
import type { CloudSummary, Preferences } from '../../../electron/contract/index.ts'

/** The address left last, while its cloud is still there; undefined where there is no cloud at all. */
export function firstAddress(
  clouds: readonly Pick<CloudSummary, 'id'>[],
  preferences: Pick<Preferences, 'cloud' | 'route'>,
): string | undefined {
  const [first] = clouds
  if (first === undefined) return undefined
  const last = clouds.find(({ id }) => id === preferences.cloud)
  if (last === undefined) return `/clouds/${first.id}/machines`
  const { route } = preferences
  return route?.startsWith(`/clouds/${last.id}/`) === true ? route : `/clouds/${last.id}/machines`
}

/** "home", or "home-2" where there is one already. */
export function freeName(wanted: string, taken: readonly string[], separator = '-'): string {
  if (!taken.includes(wanted)) return wanted
  let number = 2
  while (taken.includes(`${wanted}${separator}${number}`)) number += 1
  return `${wanted}${separator}${number}`
}
