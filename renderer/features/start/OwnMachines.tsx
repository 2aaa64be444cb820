/** A cloud of one's own machines: named here, filled on the Machines screen. */
import { Button, TextInput } from '@mantine/core'
import { IconServer2 } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { useAction } from '../../api/useRequest.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useForm } from '../../ui/useForm.ts'
import { cloudName } from './cloudName.ts'
import { freeName } from './firstAddress.ts'
import css from './StartScreen.module.css'

export function OwnMachines({ taken }: { readonly taken: readonly string[] }) {
  const navigate = useNavigate()
  const create = useAction('clouds.create', {
    quiet: true,
    onDone: ({ id }) => void navigate(`/clouds/${id}/machines?add=form`),
  })
  const form = useForm({
    initial: { name: freeName('home', taken) },
    schema: z.object({ name: cloudName(taken) }),
    onSubmit: ({ name }) => create.mutate({ name }),
  })
  return (
    <form {...form.props} className={css.way}>
      <h2>
        <IconServer2 size={20} stroke={1.75} aria-hidden />
        Add my machines
      </h2>
      <p>
        Computers with Debian that you reach over ssh: a rack, a few old desktops, a single one will do. You can take
        them from your ssh configuration.
      </p>
      <div className={css.fields}>
        <TextInput label="Name of the cloud" autoComplete="off" {...form.text('name')} />
        {create.error === null ? undefined : <ErrorNote error={create.error.data} />}
      </div>
      <div className={css.end}>
        <Button type="submit" loading={create.isPending}>
          Add my machines
        </Button>
      </div>
    </form>
  )
}
