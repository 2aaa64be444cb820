/** Asks where a file that came out of a recipe goes; replaces one that is there only when told so. */
import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { OutputValue } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Recipes.module.css'

interface SaveOutputProps {
  readonly cloud: string
  readonly run: string
  readonly output: OutputValue
  readonly onClose: () => void
}

export function SaveOutput({ cloud, run, output, onClose }: SaveOutputProps) {
  const [file, setFile] = useState(`~/${run}-${output.name}`)
  const [replace, setReplace] = useState(false)
  const save = useAction('recipes.save', { quiet: true })
  return (
    <Modal opened onClose={onClose} title={`Save ${output.title}`} centered>
      <form
        className={css.dialog}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ cloud, run, output: output.name, file, replace })
        }}
      >
        <TextInput
          label="File on this computer"
          description="Readable by you only (mode 0600)."
          data-autofocus
          value={file}
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
        <div className={css.ends}>
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
