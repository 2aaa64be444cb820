/** What you would type: a step's commands and files, asked for when opened; secrets are masked by the app. */
import { Button } from '@mantine/core'
import { IconTerminal2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { StepAction } from '../../../electron/contract/index.ts'
import { useRequest } from '../../api/useRequest.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Scrolled } from '../../ui/Scrolled.tsx'
import css from './TypedActions.module.css'

export function TypedActions({ cloud, step }: { readonly cloud: string; readonly step: string }) {
  const [open, setOpen] = useState(false)
  return (
    <section>
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconTerminal2 size={14} aria-hidden />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        What you would type
      </Button>
      {open ? <Actions cloud={cloud} step={step} /> : undefined}
    </section>
  )
}

function Actions({ cloud, step }: { readonly cloud: string; readonly step: string }) {
  const { data, error } = useRequest('plan.actions', { cloud, step })
  if (error !== null) return <ErrorNote error={error.data} />
  if (data === undefined) return <p className={css.quiet}>Asking for the commands of this step.</p>
  if (data.length === 0) return <p className={css.quiet}>Nothing: it is as it should be.</p>
  return (
    <ol className={css.actions}>
      {data.map((action, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes while it is shown, and the same command may stand in it twice: its place is its only name.
        <li key={index}>
          <ActionText action={action} />
        </li>
      ))}
    </ol>
  )
}

function ActionText({ action }: { readonly action: StepAction }) {
  const put = action.kind === 'put'
  return (
    <>
      <Copyable block text={put ? (action.content ?? action.text) : action.text} what={put ? 'content' : 'command'}>
        <span className={css.sign}>{put ? 'write ' : '# '}</span>
        {action.text}
      </Copyable>
      {action.meta === undefined ? undefined : <p className={css.quiet}>owner and mode: {action.meta}</p>}
      {action.content === undefined ? undefined : (
        <details>
          <summary className={css.quiet}>{put ? 'Its content' : 'What it reads'}</summary>
          <Scrolled as="pre" className={css.content}>
            {action.content}
          </Scrolled>
        </details>
      )}
    </>
  )
}
