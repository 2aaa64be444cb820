/** Makes the instance: step after step, where a step that was done before a failure is not done again. */
import { useRef, useState } from 'react'
import type { ActionName, InputOfAction } from '../../../../electron/contract/actions.ts'
import type { ErrorData } from '../../../../electron/contract/index.ts'
import { doAction } from '../../../api/useDo.ts'
import type { KeyedStep, Made } from './steps.ts'

interface Launch {
  readonly busy: boolean
  readonly error: ErrorData | undefined
  /** Id of the new instance; of several, the first. */
  readonly id: string | undefined
  /** What was made already. */
  readonly made: Made
  readonly launch: (steps: (made: Made) => readonly KeyedStep[]) => Promise<void>
}

export function useLaunch(cloud: string): Launch {
  const [state, setState] = useState<{ busy: boolean; error: ErrorData | undefined }>({ busy: false, error: undefined })
  const [made, setMade] = useState<Made>(new Map())
  const under = useRef(false)
  const id = made.get('server')
  const launch: Launch['launch'] = async (steps) => {
    if (under.current) return
    under.current = true
    setState({ busy: true, error: undefined })
    let done = made
    let error: ErrorData | undefined
    for (;;) {
      const next = steps(done).find(({ key }) => !done.has(key))
      if (next === undefined) break
      const answer = await doAction(cloud, next.action, next.input as InputOfAction<ActionName>, { quiet: true })
      if (!answer.ok) {
        error = answer.error
        break
      }
      done = new Map([...done, [next.key, answer.value]])
      setMade(done)
    }
    under.current = false
    setState({ busy: false, error })
  }
  return { ...state, id: typeof id === 'string' ? id : undefined, made, launch }
}
