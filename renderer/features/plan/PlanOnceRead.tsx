/** A plan as far as it is read: that machines are read, why they could not be, and then the plan itself. */
import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { PreviewView } from '../../../electron/contract/index.ts'
import type { CallError } from '../../api/useRequest.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import css from './PlanOnceRead.module.css'
import { ReadingPlan } from './ReadingPlan.tsx'

interface PlanOnceReadProps {
  readonly plan: UseQueryResult<PreviewView, CallError>
  /** What is read, and for what. */
  readonly reading: string
  /** The plan; one that was read before stays while reading it again fails. */
  readonly children: (view: PreviewView) => ReactNode
}

export function PlanOnceRead({ plan, reading, children }: PlanOnceReadProps) {
  const { data: view, error, refetch } = plan
  return (
    <>
      {error === null ? undefined : (
        <div className={css.note}>
          <ErrorNote
            error={error.data}
            actions={
              <Button variant="default" onClick={() => refetch()}>
                Read again
              </Button>
            }
          />
        </div>
      )}
      {view === undefined && error === null ? <ReadingPlan>{reading}</ReadingPlan> : undefined}
      {view === undefined ? undefined : children(view)}
    </>
  )
}
