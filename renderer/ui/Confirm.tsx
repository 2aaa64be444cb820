/** Asks before something is taken away: names what is lost; asks for typing only where data is. */
import { Button, Modal, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { ErrorData } from '../../electron/contract/index.ts'
import css from './Confirm.module.css'
import { ErrorNote } from './ErrorNote.tsx'

interface ConfirmProps {
  readonly opened: boolean
  /** A question: "Remove compute-2 from home?" */
  readonly title: string
  /** What is lost, and what is not. */
  readonly children: ReactNode
  /** The verb and the thing: "Remove 2 machines". */
  readonly action: string
  /** Where data is lost: what must be typed first. */
  readonly typing?: string
  /** Takes nothing away: the button is no warning. */
  readonly harmless?: boolean
  readonly busy?: boolean
  readonly error?: ErrorData | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
}

export function Confirm(props: ConfirmProps) {
  const { opened, title, children, action, typing, harmless = false, busy = false, error, onConfirm, onClose } = props
  const [typed, setTyped] = useState('')
  const close = (): void => {
    setTyped('')
    onClose()
  }
  return (
    <Modal opened={opened} onClose={close} title={title} centered>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (typing === undefined || typed === typing) onConfirm()
        }}
      >
        <div className={css.words}>{children}</div>
        {typing === undefined ? undefined : (
          <TextInput
            data-autofocus
            label={
              <>
                Type <code>{typing}</code> to go on
              </>
            }
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {error === undefined ? undefined : <ErrorNote error={error} />}
        <div className={css.buttons}>
          <Button variant="default" onClick={close} {...(typing === undefined ? { 'data-autofocus': true } : {})}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={harmless ? 'teal' : 'red'}
            loading={busy}
            disabled={typing !== undefined && typed !== typing}
          >
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
