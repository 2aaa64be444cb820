/** The screen of an instance in a part of the page: what became of it, and what can be done with it. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { type ConsoleLook, type ConsoleState, type OpenConsole, openConsole } from './openConsole.ts'

export interface ConsoleNow {
  readonly state: ConsoleState
  /** What the instance last put on its clipboard. */
  readonly clipboard: string | undefined
  readonly opened: RefObject<OpenConsole | undefined>
  /** With a new connection. */
  reopen(): void
}

interface Options {
  readonly cloud: string
  readonly server: string
  readonly label: string
  readonly look: ConsoleLook
}

export function useConsole(
  element: RefObject<HTMLElement | null>,
  { cloud, server, label, look }: Options,
): ConsoleNow {
  const [state, setState] = useState<ConsoleState>({ kind: 'opening' })
  const [clipboard, setClipboard] = useState<string>()
  const [attempt, setAttempt] = useState(0)
  const opened = useRef<OpenConsole>(undefined)
  const latest = useRef({ label, look })
  latest.current = { label, look }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another connection.
  useEffect(() => {
    if (element.current === null) return undefined
    const { current } = latest
    const one = openConsole({
      ...{ cloud, server, element: element.current, label: current.label, look: current.look },
      onState: setState,
      onClipboard: setClipboard,
    })
    opened.current = one
    return () => {
      opened.current = undefined
      one.close()
    }
  }, [element, cloud, server, attempt])
  useEffect(() => opened.current?.look(look), [look])

  return { state, clipboard, opened, reopen: () => setAttempt((before) => before + 1) }
}
