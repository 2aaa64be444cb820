/** Nothing for a second; then words. */
import { useEffect, useState } from 'react'
import { Status } from '../ui/Status.tsx'
import css from './Waiting.module.css'

interface WaitingProps {
  /** What is waited for: "screen", "machines". */
  readonly what: string
}

export function Waiting({ what }: WaitingProps) {
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 1000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={css.waiting} role="status">
      {long ? <Status kind="progress">Loading the {what}…</Status> : undefined}
    </div>
  )
}
