/** Asks where a file with secrets goes; replaces one that is there only when told so. */
import { Button, Checkbox, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ErrorData } from '../../electron/contract/index.ts'
import { ErrorNote } from './ErrorNote.tsx'
import css from './SaveSecret.module.css'
import { Status } from './Status.tsx'

interface SaveSecretProps {
  /** What it is: "the SSH key". */
  readonly what: string
  readonly suggested: string
  readonly busy: boolean
  readonly error: ErrorData | undefined
  /** Absolute path, once it is there. */
  readonly saved: string | undefined
  readonly onSave: (file: string, replace: boolean) => void
  readonly onClose: () => void
}

export function SaveSecret({ what, suggested, busy, error, saved, onSave, onClose }: SaveSecretProps) {
  const [file, setFile] = useState(suggested)
  const [replace, setReplace] = useState(false)
  return (
    <Modal opened onClose={onClose} title={`Save ${what}`} centered>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          onSave(file, replace)
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
        {error === undefined ? undefined : <ErrorNote error={error} />}
        {saved === undefined ? undefined : (
          <p role="status">
            <Status kind="works">Saved as</Status> <code>{saved}</code>
          </p>
        )}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            {saved === undefined ? 'Cancel' : 'Close'}
          </Button>
          <Button type="submit" loading={busy} disabled={file.trim() === ''}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  )
}
