/** In a card: that its figures are being asked for, or why they are not told, and of when those shown are. */
import type { ErrorData } from '../../../electron/contract/index.ts'
import { withoutMarks } from '../../ui/bidi.ts'
import { Status } from '../../ui/Status.tsx'
import { moment } from '../../ui/time.ts'
import css from './Overview.module.css'

interface AskedProps {
  /** While nothing was told: "Reading the instances." */
  readonly waiting: string
  readonly isKnown: boolean
  readonly error: ErrorData | undefined
  /** When what is known was asked for, milliseconds since the epoch. */
  readonly at?: number | undefined
}

export function Asked({ at, error, isKnown, waiting }: AskedProps) {
  if (error === undefined) return isKnown ? undefined : <p className={css.quiet}>{waiting}</p>
  const { message, remedy } = error
  return (
    <div className={css.unknown}>
      {isKnown ? (
        <Status kind="needs-you">{at === undefined ? 'Of before' : `Of ${moment(at)}`}</Status>
      ) : (
        <Status kind="failed">Not known</Status>
      )}
      <p className={css.quiet}>
        {withoutMarks([message, remedy].filter((words) => words !== undefined).join(' '))} It is asked again by itself.
      </p>
    </div>
  )
}
