/** Light, dark or as the system; dense or comfortable: as the preferences say, at once when they change. */
import { useMantineColorScheme } from '@mantine/core'
import { useLayoutEffect } from 'react'
import { usePreferences } from '../api/usePreferences.ts'

export function Appearance() {
  const { preferences, known } = usePreferences()
  const { setColorScheme } = useMantineColorScheme()
  useLayoutEffect(() => {
    if (known) setColorScheme(preferences.theme === 'system' ? 'auto' : preferences.theme)
  }, [known, preferences.theme, setColorScheme])
  useLayoutEffect(() => {
    document.documentElement.dataset.density = preferences.density
  }, [preferences.density])
  return undefined
}
