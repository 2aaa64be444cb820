/** An application credential was made: where its secret is, and how programs take it. */
import { Button, Modal } from '@mantine/core'
import type { NewAppCredential } from '../../../electron/contract/index.ts'
import dialog from '../../ui/ActionDialog.module.css'
import { isolated } from '../../ui/bidi.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Access.module.css'

interface CreatedAppCredentialProps {
  readonly name: string
  readonly form: 'clouds.yaml' | 'openrc'
  readonly made: NewAppCredential
  readonly onClose: () => void
}

export function CreatedAppCredential({ name, form, made, onClose }: CreatedAppCredentialProps) {
  const { file, terraform } = made
  return (
    <Modal opened onClose={onClose} title={`${isolated(name)} is made`} size={560} centered>
      <div className={dialog.form}>
        <p role="status">
          {file === undefined ? (
            <Status kind="works">Its {form} is on the clipboard. Nobody can be told the secret again.</Status>
          ) : (
            <>
              <Status kind="works">Saved as</Status> <code>{file}</code>
            </>
          )}
        </p>
        {file === undefined ? undefined : (
          <>
            <p className={css.quiet}>In a shell:</p>
            <Copyable
              block
              text={form === 'openrc' ? `. '${file}'` : `export OS_CLIENT_CONFIG_FILE='${file}'`}
              what="command"
            />
          </>
        )}
        {form === 'clouds.yaml' ? (
          <>
            <p className={css.quiet}>For Terraform, which reads the same file; nothing in this is secret:</p>
            <Copyable block text={terraform} what="the provider block" />
          </>
        ) : undefined}
        <div className={dialog.buttons}>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </Modal>
  )
}
