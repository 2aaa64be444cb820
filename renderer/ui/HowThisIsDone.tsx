/** "How this is done", folded away until somebody wants to know: at the foot of every form and every question. */
import { IconChevronRight } from '@tabler/icons-react'
import { useId, useState } from 'react'
import css from './Explain.module.css'
import { Explain, type ExplainProps } from './Explain.tsx'

/** Whoever looked at it once in this window sees it in the next dialog too. */
let wanted = false

export function HowThisIsDone(props: ExplainProps) {
  const [open, setOpen] = useState(wanted)
  const id = useId()
  return (
    <div className={css.fold}>
      <button
        type="button"
        className={css.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          wanted = !open
          setOpen(!open)
        }}
      >
        <IconChevronRight size={14} aria-hidden />
        How this is done
      </button>
      <div id={id}>{open ? <Explain {...props} /> : undefined}</div>
    </div>
  )
}
