/** Changes where a machine is and how ssh logs in. Roles stay; what is kept and not typed anew stays too. */
import { Button, Checkbox, Modal } from '@mantine/core'
import { useAction } from '../../api/useRequest.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useForm } from '../../ui/useForm.ts'
import css from './MachineForm.module.css'
import { MachineForm } from './MachineForm.tsx'
import { credentialsOf, EMPTY, type MachineFields, machineSchema, newMachine } from './machineFields.ts'
import type { MachineRow } from './rows.ts'

interface EditMachineProps {
  readonly cloud: string
  readonly row: MachineRow | undefined
  readonly taken: readonly string[]
  readonly onClose: () => void
}

export function EditMachine({ cloud, row, taken, onClose }: EditMachineProps) {
  return (
    <Modal opened={row !== undefined} onClose={onClose} title={`Edit ${row?.name ?? ''}`} size={640} centered>
      {row === undefined ? undefined : <EditForm cloud={cloud} row={row} taken={taken} onClose={onClose} />}
    </Modal>
  )
}

function EditForm({ cloud, row, taken, onClose }: EditMachineProps & { readonly row: MachineRow }) {
  const others = taken.filter((name) => name !== row.name)
  const edit = useAction('machines.edit', { quiet: true, onDone: onClose })
  const form = useForm({
    initial: fieldsOf(row),
    schema: machineSchema(others),
    onSubmit(fields) {
      const credentials = credentialsOf(fields)
      edit.mutate({
        cloud,
        machine: row.name,
        entry: newMachine(fields),
        ...(credentials === undefined ? {} : { credentials }),
      })
    },
  })
  return (
    <form {...form.props} className={css.form}>
      <MachineForm form={form} taken={others} named kept={row.credentials} />
      {row.credentials.length === 0 ? undefined : (
        <Checkbox
          label="Forget the passwords kept for it"
          checked={form.values.forget}
          onChange={(event) => form.set({ forget: event.currentTarget.checked })}
        />
      )}
      {edit.error === null ? undefined : <ErrorNote error={edit.error.data} />}
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={edit.isPending}>
          Save and probe
        </Button>
      </div>
    </form>
  )
}

function fieldsOf({ name, entry, credentials }: MachineRow): MachineFields {
  return {
    ...EMPTY,
    name,
    address: entry.address ?? '',
    user: entry.user ?? '',
    port: entry.port === undefined ? '' : String(entry.port),
    jump: entry.jump ?? '',
    key: entry.key ?? '',
    login: entry.key !== undefined ? 'key' : credentials.includes('password') ? 'password' : 'agent',
  }
}
