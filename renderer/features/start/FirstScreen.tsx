/** The address "/": the place the person left, or the beginning where there is no cloud yet. */
import { useState } from 'react'
import { Navigate } from 'react-router'
import { usePreferences } from '../../api/usePreferences.ts'
import { useShell } from '../../app/shellState.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { firstAddress } from './firstAddress.ts'
import { loadStart, StartPlace } from './StartPlace.tsx'

export function FirstScreen() {
  // Likely to be shown: it comes while the app is asked for its clouds.
  useState(loadStart)
  const { clouds } = useShell()
  const { preferences, known } = usePreferences()
  if (clouds === undefined || !known) return <Waiting what="clouds" />
  const address = firstAddress(clouds, preferences)
  return address === undefined ? <StartPlace /> : <Navigate to={address} replace />
}
