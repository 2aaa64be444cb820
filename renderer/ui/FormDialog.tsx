/** A form over the screen for what is more than actions of the API: what is wrong stands beside its field, errors at the foot. */
import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ErrorData } from '../../electron/contract/index.ts'
import css from './ActionDialog.module.css'
import { ErrorNote } from './ErrorNote.tsx'
import type { ActionStep } from './explained.ts'
import { HowThisIsDone } from './HowThisIsDone.tsx'

interface FormDialogProps {
  readonly title: string
  /** The verb and the thing: "Create the key pair". */
  readonly submit: string
  readonly busy: boolean
  readonly error: ErrorData | undefined
  /** What an API would be told, where it is told anything. */
  readonly steps?: readonly ActionStep[]
  readonly size?: number
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

export function FormDialog(props: FormDialogProps) {
  const { title, submit, busy, error, steps = [], size = 480, onSubmit, onClose, children } = props
  return (
    <Modal opened onClose={onClose} title={title} size={size} centered>
      <form
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          if (!busy) onSubmit()
        }}
      >
        {children}
        {error === undefined ? undefined : <ErrorNote error={error} />}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            {submit}
          </Button>
        </div>
        {steps.length === 0 ? undefined : <HowThisIsDone steps={steps} />}
      </form>
    </Modal>
  )
}
