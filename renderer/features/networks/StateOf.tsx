/** The state of a row, or what is being done to it at this moment. */
import { doingWords } from '../../api/doings.ts'
import { useDoings } from '../../api/useDo.ts'
import { Status } from '../../ui/Status.tsx'
import type { StateWords } from './states.ts'

interface StateOfProps {
  readonly id: string
  readonly state: StateWords
  /** When the API last told of it. */
  readonly at?: number | undefined
}

export function StateOf({ id, state, at }: StateOfProps) {
  const doing = doingWords(useDoings().get(id), at)
  return doing === undefined ? (
    <Status kind={state.kind}>{state.words}</Status>
  ) : (
    <Status kind="progress">{doing}</Status>
  )
}
