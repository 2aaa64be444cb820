/** The last lines a step printed, and those that come. */
import { useEffect, useState } from 'react'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { bridge } from '../../api/bridge.ts'
import { plain } from './plainLine.ts'

export interface Lines {
  readonly lines: readonly string[]
  /** False until the app has answered. */
  readonly known: boolean
  readonly error: ErrorData | undefined
}

const NOTHING: Lines = { lines: [], known: false, error: undefined }
/** More than anybody scrolls back through beside a run; the journal has all. */
const KEPT = 2000

export function useLines(cloud: string, run: string | undefined, step: string | undefined): Lines {
  const [state, setState] = useState(NOTHING)
  useEffect(() => {
    setState(NOTHING)
    if (run === undefined || step === undefined) return undefined
    // After a lost connection the last lines come once more.
    let fresh = true
    const unwatch = bridge.onConnection((connected) => {
      fresh ||= !connected
    })
    const leave = bridge.listen('runs.lines', { cloud, run, step }, (event) => {
      if (!event.ok) {
        setState((before) => ({ ...before, known: true, error: event.error }))
        return
      }
      const again = fresh
      fresh = false
      setState(({ lines }) => ({
        lines: [...(again ? [] : lines), ...event.value.map(plain)].slice(-KEPT),
        known: true,
        error: undefined,
      }))
    })
    return () => {
      unwatch()
      leave()
    }
  }, [cloud, run, step])
  return state
}
