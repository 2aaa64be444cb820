/** How the person likes the app: one small file, in which nothing that is broken does harm. */
import Conf from 'conf'
import { type Preferences, preferences as schema } from '../../contract/app.ts'

export interface PreferenceStore {
  read(): Preferences
  /** Only what is given changes. */
  write(change: { readonly [K in keyof Preferences]?: Preferences[K] | undefined }): Preferences
}

/** @param folder where the file `preferences.json` is, mode 0600 */
export function preferenceStore(folder: string): PreferenceStore {
  const file = new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: 'preferences',
    configFileMode: 0o600,
    // A file that is no JSON counts as none.
    clearInvalidConfig: true,
    accessPropertiesByDotNotation: false,
  })
  const read = (): Preferences => {
    const fields = Object.entries(file.store).filter(
      ([name, value]) => Object.hasOwn(schema.shape, name) && schema.safeParse({ [name]: value }).success,
    )
    return schema.parse(Object.fromEntries(fields))
  }
  return {
    read,
    write(change) {
      const given = Object.entries(change).filter(([, value]) => value !== undefined)
      const next = { ...read(), ...Object.fromEntries(given) }
      file.store = next
      return next
    },
  }
}
