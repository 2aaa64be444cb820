/** The app's own area: what it is, what it is busy with, how the person likes it. */
import type { Area } from '../area.ts'
import type { AppContext } from '../context.ts'
import type { PreferenceStore } from './preferences.ts'

export function appArea(
  { host, jobs }: Pick<AppContext, 'host' | 'jobs'>,
  preferences: PreferenceStore,
): Area<'app.info' | 'preferences.read' | 'preferences.write', 'jobs.follow'> {
  const { version, kind, folder } = host
  return {
    requests: {
      'app.info': async () => ({ version, kind, platform: process.platform, folder }),
      'preferences.read': async () => preferences.read(),
      'preferences.write': async (change) => preferences.write(change),
    },
    streams: {
      'jobs.follow': (_input, emit, signal) => jobs.list.follow(emit, signal),
    },
    async [Symbol.asyncDispose]() {},
  }
}
