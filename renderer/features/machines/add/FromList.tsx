/** A pasted list of machines: what was understood of it, and what was not, before anything is added. */
import { Button, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CallError, call, useAction } from '../../../api/useRequest.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Status } from '../../../ui/Status.tsx'
import { useForm } from '../../../ui/useForm.ts'
import { count } from '../../../ui/words.ts'
import { LoginFields } from '../LoginFields.tsx'
import css from '../MachineForm.module.css'
import { credentialsOf, EMPTY, listSchema } from '../machineFields.ts'
import type { WayProps } from './AddMachines.tsx'
import { Understood } from './Understood.tsx'

/** How long typing must rest before the list is read, in milliseconds. */
const REST = 200

export function FromList({ cloud, taken, onClose }: WayProps) {
  const [text, setText] = useState('')
  const [rested] = useDebouncedValue(text, REST)
  const read = useQuery({
    queryKey: ['machines.readList', { text: rested }],
    queryFn: () => call('machines.readList', { text: rested }),
    enabled: rested.trim() !== '',
    placeholderData: keepPreviousData,
  })
  const add = useAction('machines.add', { quiet: true, onDone: onClose })
  const machines = text.trim() === '' ? [] : (read.data?.machines ?? [])
  const double = machines.filter(({ name }) => taken.includes(name)).map(({ name }) => name)
  const problems = text.trim() === '' ? [] : (read.data?.problems ?? [])
  const ready = machines.length > 0 && double.length === 0 && rested === text && !read.isFetching
  const form = useForm({
    initial: EMPTY,
    schema: listSchema,
    onSubmit(fields) {
      const credentials = credentialsOf(fields)
      if (ready) add.mutate({ cloud, machines: [...machines], ...(credentials === undefined ? {} : { credentials }) })
    },
  })
  return (
    <form {...form.props} className={css.form}>
      <Textarea
        data-autofocus
        label="One machine a line"
        description="An address will do; a name before it, a user and a port may stand with it."
        placeholder={'192.168.1.20\nnas  admin@192.168.1.21\nrack-1  root@10.0.0.5:2222'}
        autosize
        minRows={5}
        maxRows={10}
        spellCheck={false}
        classNames={{ input: 'mono' }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={css.understood} aria-live="polite">
        {machines.length === 0 ? undefined : <Understood machines={machines} taken={taken} />}
        {problems.length === 0 ? undefined : (
          <div>
            <Status kind="needs-you">Not understood, and left out</Status>
            <ul className={css.problems}>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        )}
        {read.error instanceof CallError ? <ErrorNote error={read.error.data} /> : undefined}
      </div>
      <LoginFields form={form} from="list" />
      {add.error === null ? undefined : <ErrorNote error={add.error.data} />}
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!ready} loading={add.isPending}>
          {machines.length === 0 ? 'Add machines' : `Add ${count(machines.length, 'machine')}`}
        </Button>
      </div>
    </form>
  )
}
