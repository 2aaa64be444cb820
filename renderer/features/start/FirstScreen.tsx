/** The address "/": the place the person left, or the beginning where there is no cloud yet. */
import { Navigate } from 'react-router'
import { usePreferences } from '../../api/usePreferences.ts'
import { useShell } from '../../app/shellState.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { firstAddress } from './firstAddress.ts'
import { StartScreen } from './StartScreen.tsx'

export function FirstScreen() {
  const { clouds } = useShell()
  const { preferences, known } = usePreferences()
  if (clouds === undefined || !known) return <Waiting what="clouds" />
  const address = firstAddress(clouds, preferences)
  return address === undefined ? <StartScreen /> : <Navigate to={address} replace />
}
