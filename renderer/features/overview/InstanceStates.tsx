/** How many instances there are in each state; each leads to those instances. */

import { useMemo } from 'react'
import { Link } from 'react-router'
import type { ErrorData } from '../../../electron/contract/index.ts'
import type { Server } from '../../../electron/contract/live.ts'
import { useReadingOnly } from '../../api/useMe.ts'
import { LANGUAGE } from '../../ui/language.ts'
import { Status } from '../../ui/Status.tsx'
import { stateWords, urgency } from '../instances/states.ts'
import { Asked } from './Asked.tsx'
import { Card } from './Card.tsx'
import css from './Overview.module.css'

interface InstanceStatesProps {
  readonly cloud: string
  readonly all: boolean
  /** Undefined until they were told. */
  readonly servers: readonly Server[] | undefined
  /** Why they are not told now, and when they were. */
  readonly error: ErrorData | undefined
  readonly at: number | undefined
}

export function InstanceStates({ cloud, all, at, error, servers }: InstanceStatesProps) {
  const states = useMemo(() => {
    const counted = [...Map.groupBy(servers ?? [], ({ status }) => status)]
    return counted
      .map(([status, rows]) => ({
        status,
        count: rows.length,
        state: stateWords({ status, task: undefined, progress: 0 }),
      }))
      .sort((a, b) => urgency(a.state).localeCompare(urgency(b.state)))
  }, [servers])
  const mayLaunch = useReadingOnly(cloud) === undefined
  const to = (status: string): string =>
    `/clouds/${cloud}/instances?${all ? 'all=yes&' : ''}status=${encodeURIComponent(status)}`
  return (
    <Card title="Instances" aside={servers === undefined ? '' : `${servers.length.toLocaleString(LANGUAGE)} in all`}>
      <Asked waiting="Reading the instances." isKnown={servers !== undefined} error={error} at={at} />
      {servers === undefined ? undefined : servers.length === 0 ? (
        <p className={css.quiet}>
          There are none yet.{' '}
          {mayLaunch ? (
            <Link to={`/clouds/${cloud}/instances/new`} className={css.link}>
              Launch an instance
            </Link>
          ) : undefined}
        </p>
      ) : (
        <ul className={css.list}>
          {states.map(({ count, state, status }) => (
            <li key={status}>
              <span className={css.grow}>
                <Link to={to(status)} className={css.link}>
                  <Status kind={state.kind}>{state.words}</Status>
                </Link>
              </span>
              <span className={css.figure}>{count.toLocaleString(LANGUAGE)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
