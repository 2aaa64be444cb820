/** The state of a row, or what is being done to it at this moment. */
import { createContext, useContext } from 'react'
import { doingWords } from '../../api/doings.ts'
import { useDoings } from '../../api/useDo.ts'
import { Status } from '../../ui/Status.tsx'
import type { StateWords } from './states.ts'

/** When the API was asked for the oldest of what the screen shows. */
export const ToldAt = createContext<number | undefined>(undefined)

export function StateOf({ id, state }: { readonly id: string; readonly state: StateWords }) {
  const doing = doingWords(useDoings().get(id), useContext(ToldAt))
  return doing === undefined ? (
    <Status kind={state.kind}>{state.words}</Status>
  ) : (
    <Status kind="progress">{doing}</Status>
  )
}
