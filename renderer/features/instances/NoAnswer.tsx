/** The cloud does not tell: why, what to try, and how old what is shown is. */
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { moment } from '../../ui/time.ts'
import css from './Instances.module.css'

interface NoAnswerProps {
  readonly cloud: string
  readonly error: ErrorData
  /** Of when the rows below are; undefined where there are none. */
  readonly at: number | undefined
}

export function NoAnswer({ cloud, error, at }: NoAnswerProps) {
  const shown = at === undefined ? undefined : `What is shown is of ${moment(at)}; it is asked again by itself.`
  const remedy = [error.remedy, shown].filter((words) => words !== undefined).join(' ')
  return (
    <div className={css.above}>
      <ErrorNote
        error={remedy === '' ? error : { ...error, remedy }}
        actions={
          error.code === 'blocked' ? (
            <Button component={Link} to={`/clouds/${cloud}/plan`} variant="default">
              Look at the plan
            </Button>
          ) : undefined
        }
      />
    </div>
  )
}
