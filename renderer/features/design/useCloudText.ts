/** The text of a cloud as React state; its undo stack and what is not saved yet outlive the screens that show it. */
import { replaceEqualDeep } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { bridge } from '../../api/bridge.ts'
import { type CloudSession, type CloudTextState, cloudSession } from './text/cloudSession.ts'

const sessions = new Map<string, CloudSession>()

function sessionOf(cloud: string): CloudSession {
  const known = sessions.get(cloud)
  if (known !== undefined) return known
  const session = cloudSession(cloud, bridge, { share: replaceEqualDeep })
  sessions.set(cloud, session)
  return session
}

// The last half second of work is not lost with the page.
window.addEventListener('pagehide', () => {
  for (const session of sessions.values()) void session.save()
})

export interface OpenCloudText extends CloudTextState {
  readonly session: CloudSession
}

export function useCloudText(cloud: string): OpenCloudText {
  const session = sessionOf(cloud)
  const state = useSyncExternalStore(session.subscribe, session.get)
  return { ...state, session }
}
