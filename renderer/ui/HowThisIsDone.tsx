/** "How this is done", folded away until somebody wants to know: at the foot of every form and every question. */
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import css from './Explain.module.css'
import { Explain, type ExplainProps } from './Explain.tsx'

/** Whoever looked at it once in this window sees it in the next dialog too. */
let wanted = false

/** @param children what is done besides, where no action says it */
export function HowThisIsDone({ children, ...props }: ExplainProps & { readonly children?: ReactNode }) {
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
      <div id={id}>
        {open ? (
          <>
            <Explain {...props} />
            {children}
          </>
        ) : undefined}
      </div>
    </div>
  )
}
