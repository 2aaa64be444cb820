/** The last lines a step printed, and those that come. */
import { useEffect, useState } from 'react'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { bridge } from '../../api/bridge.ts'
import { plain } from './plainLine.ts'

export interface Line {
  /** Counted since the step was looked at: a line keeps it as long as it is shown. */
  readonly number: number
  readonly text: string
}

export interface Lines {
  readonly lines: readonly Line[]
  /** False until the app has answered. */
  readonly known: boolean
  readonly error: ErrorData | undefined
}

const NOTHING: Lines = { lines: [], known: false, error: undefined }
/** More than anybody scrolls back through beside a run; the journal has all. */
const KEPT = 1000
/** Milliseconds between two looks at what was printed. */
const PACE = 150

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
    let lines: readonly Line[] = []
    let number = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (): void => {
      timer = undefined
      setState({ lines, known: true, error: undefined })
    }
    const leave = bridge.listen('runs.lines', { cloud, run, step }, (event) => {
      if (!event.ok) {
        setState((before) => ({ ...before, known: true, error: event.error }))
        return
      }
      const news = event.value.map((text): Line => {
        number += 1
        return { number, text: plain(text) }
      })
      lines = [...(fresh ? [] : lines), ...news].slice(-KEPT)
      fresh = false
      timer ??= setTimeout(show, PACE)
    })
    return () => {
      unwatch()
      leave()
      clearTimeout(timer)
    }
  }, [cloud, run, step])
  return state
}
