/** What cards, chips and parts of the canvas need from the screen around them. */
import { createContext, useContext } from 'react'
import type { Design, MachineStates, Part, Role } from '../../../../electron/contract/index.ts'
import type { Arrangement } from './arrange.ts'

/** What is pointed at: the learn panel explains it, and the canvas dims what it does not touch. */
export type Pointed =
  | { readonly kind: 'role'; readonly role: Role | 'single'; readonly parts: readonly string[] }
  | { readonly kind: 'part'; readonly part: string }

export interface CanvasContext {
  readonly design: Design
  readonly parts: readonly Part[]
  readonly roles: readonly Role[]
  readonly states: MachineStates['machines']
  readonly compact: boolean
  /** Parts that what is pointed at touches; undefined while nothing is pointed at. */
  readonly touched: ReadonlySet<string> | undefined
  /** Role rows that are open: "machine/role". */
  readonly open: ReadonlySet<string>
  toggle(machine: string, role: string): void
  point(pointed: Pointed | undefined): void
  arrange(arrangement: Arrangement | undefined): void
  /** Moves focus to a card, bringing it into view. */
  focusCard(machine: string): void
  focusNeighbour(machine: string, key: string): boolean
}

export const CanvasProvider = createContext<CanvasContext | undefined>(undefined)

export function useCanvas(): CanvasContext {
  const context = useContext(CanvasProvider)
  if (context === undefined) throw new Error('parts of the canvas are shown on the canvas only')
  return context
}
