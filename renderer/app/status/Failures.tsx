/** Jobs that failed within the last hour and were not looked at yet. */
import { Menu } from '@mantine/core'
import { IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Job } from '../../../electron/contract/index.ts'
import { ago, count } from '../../ui/words.ts'
import css from './StatusBar.module.css'
import { screenOf } from './screenOf.ts'

export function Failures({ jobs }: { readonly jobs: readonly Job[] }) {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const navigate = useNavigate()
  const failed = jobs.filter(({ id, state }) => state === 'failed' && !seen.has(id))
  if (failed.length === 0) return <span role="status" />
  return (
    <span role="status">
      <Menu position="top-end" width={340}>
        <Menu.Target>
          <button type="button" className={css.button} data-kind="failed">
            <IconCircleX size={14} stroke={2} aria-hidden />
            {count(failed.length, 'failure')}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Failed within the last hour</Menu.Label>
          {failed.map((job) => (
            <Menu.Item
              key={job.id}
              rightSection={<span className={css.number}>{ago(job.endedAt ?? job.startedAt, Date.now())}</span>}
              onClick={() => {
                setSeen((before) => new Set([...before, job.id]))
                void navigate(screenOf(job))
              }}
            >
              {job.cloud === undefined ? job.title : `${job.cloud}: ${job.title}`}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setSeen(new Set(failed.map(({ id }) => id)))}>Clear the list</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
