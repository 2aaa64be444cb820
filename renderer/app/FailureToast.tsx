/** A failure as a toast tells it: what happened, then what to try. */
import type { ErrorData } from '../../electron/contract/index.ts'
import { withoutMarks } from '../ui/bidi.ts'
import css from './FailureToast.module.css'

export function FailureToast({ error }: { readonly error: ErrorData }) {
  return (
    <div className={css.toast}>
      <strong>{withoutMarks(error.message)}</strong>
      {error.remedy === undefined ? undefined : <p>{withoutMarks(error.remedy)}</p>}
    </div>
  )
}
