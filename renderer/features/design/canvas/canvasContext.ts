/** What cards, chips and parts of the canvas need from the screen around them. What changes often is kept out of the cards. */
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Design, MachineStates, Part, Role } from '../../../../electron/contract/index.ts'
import type { Arrangement } from './arrange.ts'
import type { Pointed, Pointing } from './pointing.ts'

/** The same object for as long as the canvas is shown, so that no card is drawn anew because of it. */
export interface CanvasActions {
  readonly pointing: Pointing
  toggle(machine: string, role: string): void
  point(pointed: Pointed | undefined): void
  /** Moves focus to the card beside one, for an arrow key; says whether it was one. */
  focusNeighbour(machine: string, key: string): boolean
}

/** What menus work with while they are open. */
export interface CanvasDesign {
  readonly design: Design
  readonly parts: readonly Part[]
  readonly roles: readonly Role[]
  readonly states: MachineStates['machines']
  arrange(arrangement: Arrangement | undefined): void
}

export const ActionsProvider = createContext<CanvasActions | undefined>(undefined)
export const DesignProvider = createContext<CanvasDesign | undefined>(undefined)

export function useCanvas(): CanvasActions {
  return known(useContext(ActionsProvider))
}

export function useCanvasDesign(): CanvasDesign {
  return known(useContext(DesignProvider))
}

/** Whether what is pointed at touches none of these parts; nothing at all is never dim unless `empty` says so. */
export function useDim(parts: readonly string[], empty = false): boolean {
  const { pointing } = useCanvas()
  return useSyncExternalStore(pointing.subscribe, () => {
    const touched = pointing.touched()
    if (touched === undefined) return false
    return parts.length === 0 ? empty : parts.every((part) => !touched.has(part))
  })
}

function known<T>(context: T | undefined): T {
  if (context === undefined) throw new Error('parts of the canvas are shown on the canvas only')
  return context
}
