/** The time, again and again while something is under way: for elapsed times in words. */
import { useEffect, useState } from 'react'

/** @param active whether it moves at all @param every milliseconds */
export function useNow(active: boolean, every = 1000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!active) return undefined
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [active, every])
  return now
}
