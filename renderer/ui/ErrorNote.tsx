/** An error of the app as a person reads it: what happened, what came back, what to try. */
import { IconAlertOctagon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ErrorData } from '../../electron/contract/index.ts'
import { withoutMarks } from './bidi.ts'
import css from './ErrorNote.module.css'
import { Scrolled } from './Scrolled.tsx'

interface ErrorNoteProps {
  readonly error: ErrorData
  /** "Try again" and the like. */
  readonly actions?: ReactNode
}

export function ErrorNote({ error, actions }: ErrorNoteProps) {
  return (
    <div className={css.note} role="alert">
      <IconAlertOctagon className={css.icon} size={16} aria-hidden />
      <div className={css.words}>
        <p className={css.message}>{withoutMarks(error.message)}</p>
        {error.detail === undefined ? undefined : (
          <Scrolled as="pre" className={css.detail}>
            {withoutMarks(error.detail)}
          </Scrolled>
        )}
        {error.remedy === undefined ? undefined : <p className={css.remedy}>{withoutMarks(error.remedy)}</p>}
        {actions === undefined ? undefined : <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  )
}
