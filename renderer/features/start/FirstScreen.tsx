/** The address "/": the place the person left, or the beginning where there is no cloud yet. */
import { useRef, useState } from 'react'
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
  // Who is making the first cloud here goes on from here: the beginning must not be left because that cloud appears.
  const beginning = useRef(false)
  if (clouds === undefined || !known) return <Waiting what="clouds" />
  const address = beginning.current ? undefined : firstAddress(clouds, preferences)
  if (address !== undefined) return <Navigate to={address} replace />
  beginning.current = true
  return <StartPlace />
}
