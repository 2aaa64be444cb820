/** One machine by its address. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useAction } from '../../../api/useRequest.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { useForm } from '../../../ui/useForm.ts'
import css from '../MachineForm.module.css'
import { MachineForm } from '../MachineForm.tsx'
import { credentialsOf, EMPTY, type MachineFields, machineSchema, newMachine } from '../machineFields.ts'
import type { WayProps } from './AddMachines.tsx'

export function OneMachine({ cloud, taken, onClose }: WayProps) {
  const [round, setRound] = useState(0)
  const [last, setLast] = useState<MachineFields>()
  // Another one like it: user and login stay, what names the machine begins anew.
  const initial = last === undefined ? EMPTY : { ...last, name: '', address: '' }
  return (
    <OneForm
      key={round}
      cloud={cloud}
      taken={last === undefined ? taken : [...taken, last.name]}
      initial={initial}
      next={last !== undefined}
      onClose={onClose}
      onAnother={(fields) => {
        setLast(fields)
        setRound(round + 1)
      }}
    />
  )
}

interface OneFormProps extends WayProps {
  readonly initial: MachineFields
  readonly next: boolean
  readonly onAnother: (fields: MachineFields) => void
}

function OneForm({ cloud, taken, initial, next, onClose, onAnother }: OneFormProps) {
  const [another, setAnother] = useState(false)
  const add = useAction('machines.add', { quiet: true })
  const form = useForm({
    initial,
    schema: machineSchema(taken),
    onSubmit(fields) {
      const credentials = credentialsOf(fields)
      add.mutate(
        { cloud, machines: [newMachine(fields)], ...(credentials === undefined ? {} : { credentials }) },
        { onSuccess: () => (another ? onAnother(fields) : onClose()) },
      )
    },
  })
  return (
    <form {...form.props} className={css.form}>
      <MachineForm form={form} taken={taken} next={next} />
      {add.error === null ? undefined : <ErrorNote error={add.error.data} />}
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {/* No submit button: Enter presses the first of them, and is to do what the last button here does. */}
        <Button
          variant="default"
          loading={add.isPending && another}
          onClick={({ currentTarget }) => {
            flushSync(() => setAnother(true))
            currentTarget.form?.requestSubmit()
          }}
        >
          Add, then another
        </Button>
        <Button type="submit" loading={add.isPending && !another} onClick={() => setAnother(false)}>
          Add machine
        </Button>
      </div>
    </form>
  )
}
