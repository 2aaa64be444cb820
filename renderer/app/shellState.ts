/** What the whole window knows: clouds, jobs, open questions, the connection. Followed once, for rail, bar and palette. */
import { createContext, useContext } from 'react'
import type { CloudSummary, Job, Question } from '../../electron/contract/index.ts'

export interface ShellState {
  /** Undefined until the app has told. */
  readonly clouds: readonly CloudSummary[] | undefined
  readonly jobs: readonly Job[]
  readonly questions: readonly Question[]
  readonly connected: boolean
  /** The cloud in the address; else the one open last, while it is in the list. */
  readonly cloud: string | undefined
}

const Context = createContext<ShellState | undefined>(undefined)

export const ShellProvider = Context.Provider

export function useShell(): ShellState {
  const state = useContext(Context)
  if (state === undefined) throw new Error('useShell is used outside of the shell')
  return state
}
