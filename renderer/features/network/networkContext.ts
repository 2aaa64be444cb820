/** What every field of the screen needs: the design it shows, and the one way to change it. */
import { createContext, useContext } from 'react'
import type { Design, Edit, MachineStates, Vocabulary } from '../../../electron/contract/index.ts'

export interface NetworkContext {
  readonly cloud: string
  readonly design: Design
  readonly vocabulary: Vocabulary
  readonly states: MachineStates['machines']
  /** Sets or, with null, removes the value at a path; `what` is what undo calls it. */
  set(path: readonly string[], value: SetValue, what: string): Promise<boolean>
}

export type SetValue = Extract<Edit, { kind: 'set' }>['value']

export const NetworkProvider = createContext<NetworkContext | undefined>(undefined)

export function useNetwork(): NetworkContext {
  const context = useContext(NetworkProvider)
  if (context === undefined) throw new Error('fields of cloud.yaml are shown on its screen only')
  return context
}
