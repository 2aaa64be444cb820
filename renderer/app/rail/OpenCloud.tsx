/** Adds a cloud.yaml that is elsewhere to the list; it stays where it is. */
import { Button, Modal, TextInput } from '@mantine/core'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { useAction } from '../../api/useRequest.ts'
import css from '../../ui/Confirm.module.css'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useForm } from '../../ui/useForm.ts'

const schema = z.object({
  file: z
    .string()
    .trim()
    .min(1, 'Type where the file is.')
    .regex(/^[/~]|^[A-Za-z]:[\\/]/, 'Write the whole path, from / or ~.'),
})

export function OpenCloud({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Open a cloud.yaml" centered>
      <OpenCloudForm onClose={onClose} />
    </Modal>
  )
}

function OpenCloudForm({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate()
  const open = useAction('clouds.open', {
    quiet: true,
    onDone({ id }) {
      onClose()
      void navigate(`/clouds/${id}/machines`)
    },
  })
  const form = useForm({
    initial: { file: '' },
    schema,
    onSubmit: ({ file }) => open.mutate({ file: file.trim() }),
  })
  return (
    <form {...form.props} className={css.form}>
      <TextInput
        data-autofocus
        label="File"
        description="It is used where it is; nothing is copied or moved."
        placeholder="~/clouds/home/cloud.yaml"
        classNames={{ input: 'mono' }}
        {...form.text('file')}
      />
      {open.error === null ? undefined : <ErrorNote error={open.error.data} />}
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={open.isPending}>
          Open cloud
        </Button>
      </div>
    </form>
  )
}
