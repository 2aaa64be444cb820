/** While machines are read: that this is so, and for how long already. */
import { useState } from 'react'
import { Status } from '../../ui/Status.tsx'
import { duration } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import css from './ReadingPlan.module.css'

export function ReadingPlan({ children }: { readonly children: string }) {
  const [since] = useState(() => Date.now())
  const now = useNow(true)
  const elapsed = Math.max(0, now - since)
  return (
    <div className={css.reading} role="status">
      <Status kind="progress">{children}</Status>
      {elapsed < 1000 ? undefined : <span className={css.time}>{duration(elapsed)}</span>}
    </div>
  )
}
