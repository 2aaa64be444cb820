/** Where the start screen stands: its forms are loaded only where they are shown. */
import { lazy, Suspense } from 'react'
import { Waiting } from '../../app/Waiting.tsx'

/** Begins to load it ahead of time. */
export const loadStart = () => import('./StartScreen.tsx')

const StartScreen = lazy(async () => ({ default: (await loadStart()).StartScreen }))

export function StartPlace() {
  return (
    <Suspense fallback={<Waiting what="screen" />}>
      <StartScreen />
    </Suspense>
  )
}
