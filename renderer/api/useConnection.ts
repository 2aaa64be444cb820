/** Whether the app answers. */
import { useEffect, useState } from 'react'
import { bridge } from './bridge.ts'

/** How long a gap may be before it counts, in milliseconds: opening the page has one too. */
const GAP = 1200

/** True from the start; false once the app was silent for longer than a moment. */
export function useConnection(): boolean {
  const [connected, setConnected] = useState(true)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = bridge.onConnection((now) => {
      clearTimeout(timer)
      if (now) setConnected(true)
      else timer = setTimeout(() => setConnected(false), GAP)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [])
  return connected
}
