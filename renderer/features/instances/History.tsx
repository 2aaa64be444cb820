/** What was done with an instance, by whom and how it went; each with its parts where one looks closer. */
import { IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Server } from '../../../electron/contract/live.ts'
import type { InstanceAction } from '../../../electron/contract/servers.ts'
import { useMe } from '../../api/useMe.ts'
import { type CallError, call, useRequest } from '../../api/useRequest.ts'
import { useRows } from '../../api/useRows.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { Copyable } from '../../ui/Copyable.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { duration, moment } from '../../ui/time.ts'
import css from './History.module.css'
import { actionWords, eventWords } from './historyWords.ts'

/** Milliseconds between two readings while it is looked at. */
const EVERY = 4000

interface HistoryProps {
  readonly cloud: string
  readonly server: Server
}

export function History({ cloud, server }: HistoryProps) {
  const me = useMe(cloud)
  const users = useRows('live.users', me?.isAdmin === true ? { cloud } : undefined)
  const { data, error } = useQuery<readonly InstanceAction[], CallError>({
    // A change of what Nova is doing is a reason to look at once.
    queryKey: ['servers.history', { cloud, id: server.id }, server.task, server.status],
    queryFn: () => call('servers.history', { cloud, id: server.id }),
    refetchInterval: EVERY,
    placeholderData: (before) => before,
  })
  if (data === undefined) return error === null ? <Waiting what="history" /> : <ErrorNote error={error.data} />
  const nameOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : id === me?.user.id ? me.user.name : users.byId.get(id)?.name
  return (
    <>
      {error === null ? undefined : <ErrorNote error={error.data} />}
      {data.length === 0 ? <p className={css.quiet}>Nova has written down nothing about it.</p> : undefined}
      <ol className={css.list}>
        {data.map((action) => (
          <Entry key={action.id} cloud={cloud} server={server} action={action} by={nameOf(action.userId)} />
        ))}
      </ol>
    </>
  )
}

interface EntryProps extends HistoryProps {
  readonly action: InstanceAction
  readonly by: string | undefined
}

function Entry({ cloud, server, action, by }: EntryProps) {
  const [open, setOpen] = useState(false)
  return (
    <li className={css.entry}>
      <button type="button" className={css.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={14} aria-hidden className={css.arrow} />
        <span className={css.what}>
          {actionWords(action.action)}
          {action.message === undefined ? undefined : <Status kind="failed">Failed</Status>}
        </span>
        <span className={css.when}>
          {moment(Date.parse(action.startedAt))}
          {by === undefined ? undefined : (
            <>
              {' by '}
              <Name name={by} />
            </>
          )}
        </span>
      </button>
      {open ? <Events cloud={cloud} server={server} action={action} /> : undefined}
    </li>
  )
}

function Events({ cloud, server, action }: Omit<EntryProps, 'by'>) {
  const { data, error, isPending } = useRequest('servers.historyEvents', { cloud, id: server.id, request: action.id })
  return (
    <div className={css.events}>
      {error === null ? undefined : <ErrorNote error={error.data} />}
      {isPending ? <Waiting what="parts" /> : undefined}
      {data?.events.length === 0 ? <p className={css.quiet}>Nova tells of no parts.</p> : undefined}
      {data?.events.map(({ name, startedAt, finishedAt, result, host, details }) => {
        const kind: StatusKind = result === undefined ? 'progress' : result === 'Success' ? 'works' : 'failed'
        const took = finishedAt === undefined ? undefined : Date.parse(finishedAt) - Date.parse(startedAt)
        return (
          <div key={`${name} ${startedAt}`} className={css.event}>
            <Status kind={kind}>{result === undefined ? 'Under way' : result === 'Success' ? 'Done' : 'Failed'}</Status>
            <span className={css.part}>
              {eventWords(name)}
              <span className={css.quiet}>
                {[took === undefined ? '' : duration(took), host === undefined ? '' : `on ${host}`]
                  .filter(Boolean)
                  .join(' ')}
              </span>
              {details === undefined ? undefined : <span className={css.details}>{details}</span>}
            </span>
          </div>
        )
      })}
      {action.message === undefined ? undefined : <p className={css.details}>{action.message}</p>}
      <Copyable text={action.id} what="request id" />
    </div>
  )
}
