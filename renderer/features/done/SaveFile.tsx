/** Asks where a file with secrets goes; replaces one that is there only when told so. */
import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAction } from '../../api/useRequest.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './SaveFile.module.css'

interface SaveFileProps {
  readonly cloud: string
  readonly what: 'clouds.yaml' | 'openrc' | 'ssh-key'
  readonly suggested: string
  readonly onClose: () => void
}

export function SaveFile({ cloud, what, suggested, onClose }: SaveFileProps) {
  const [file, setFile] = useState(suggested)
  const [replace, setReplace] = useState(false)
  const save = useAction('access.save', { quiet: true })
  const name = what === 'ssh-key' ? 'the SSH key' : what
  return (
    <Modal opened onClose={onClose} title={`Save ${name}`} centered>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ cloud, what, file, replace })
        }}
      >
        <TextInput
          label="File on this computer"
          description="Readable by you only (mode 0600)."
          value={file}
          required
          data-autofocus
          spellCheck={false}
          error={file.trim() === '' ? 'Say where to.' : undefined}
          onChange={(event) => setFile(event.currentTarget.value)}
        />
        <Checkbox
          label="Replace a file that is there"
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
        {save.error === null ? undefined : <ErrorNote error={save.error.data} />}
        {save.data === undefined ? undefined : (
          <p role="status">
            <Status kind="works">Saved as</Status> <code>{save.data.file}</code>
          </p>
        )}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {save.data === undefined ? 'Cancel' : 'Close'}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={file.trim() === ''}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  )
}
