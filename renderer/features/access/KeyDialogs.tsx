/** Dialogs about key pairs: make one here, import a public key, delete one, forget the private half kept here. */
import { Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { KeptKey } from '../../../electron/contract/index.ts'
import { problemsOf } from '../../api/problems.ts'
import { useActions } from '../../api/useActions.ts'
import { useAction } from '../../api/useRequest.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { shortList } from '../../ui/words.ts'
import css from './Access.module.css'
import type { KeyRow } from './keyRows.ts'

interface KeyDialogProps {
  readonly cloud: string
  readonly onClose: () => void
}

/** Stands for the public half in what is shown, which is made with the private one. */
const PUBLIC = 'ssh-ed25519 AAAA'

export function CreateKeyDialog({
  cloud,
  onClose,
  onDone,
}: KeyDialogProps & { readonly onDone: (key: KeptKey) => void }) {
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const actions = useActions()
  const create = useAction('keys.create', { quiet: true, onDone })
  const input = { name, publicKey: PUBLIC }
  const problem = actions === undefined ? undefined : problemsOf(actions.ACTIONS['keypair.import'].input, input).name
  return (
    <FormDialog
      title="Create a key pair"
      submit="Create key pair"
      busy={create.isPending}
      error={create.error?.data}
      steps={[{ action: 'keypair.import', input }]}
      onSubmit={() => {
        setTried(true)
        if (problem === undefined) create.mutate({ cloud, name: name.trim() })
      }}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        data-autofocus
        autoComplete="off"
        description="Letters, digits, spaces and - _ @ . only."
        value={name}
        error={tried ? problem : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <p className={css.quiet}>
        The pair (ed25519) is made on this computer. The cloud gets the public half; the private one is kept sealed by
        this app, which uses it for terminals to instances, and saved to a file when you say so.
      </p>
    </FormDialog>
  )
}

export function ImportKeyDialog({ cloud, onClose }: KeyDialogProps) {
  const [name, setName] = useState('')
  const [publicKey, setPublicKey] = useState('')
  return (
    <ActionDialog
      cloud={cloud}
      title="Import a public key"
      submit="Import key pair"
      steps={[{ action: 'keypair.import', input: { name, publicKey } }]}
      size={560}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            value={name}
            error={problem('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label="Public key"
            description="The one line of a file like ~/.ssh/id_ed25519.pub. The private key stays where it is."
            autosize
            minRows={3}
            maxRows={8}
            spellCheck={false}
            value={publicKey}
            error={problem('publicKey')}
            onChange={(event) => setPublicKey(event.currentTarget.value)}
          />
        </>
      )}
    </ActionDialog>
  )
}

interface OfKey extends KeyDialogProps {
  readonly row: Pick<KeyRow, 'name' | 'usedBy' | 'kept'>
}

export function DeleteKeyDialog({ cloud, row, onClose }: OfKey) {
  const { kept, name, usedBy } = row
  const names = usedBy.map((server) => isolated(server.name === '' ? server.id : server.name))
  return (
    <ActionDialog
      cloud={cloud}
      title={`Delete the key pair ${isolated(name)}?`}
      submit="Delete the key pair"
      danger
      steps={[{ action: 'keypair.delete', input: { id: name, name } }]}
      onClose={onClose}
    >
      <p>
        {names.length === 0
          ? 'No instance you can see was made with it.'
          : `${shortList(names, 6)} ${names.length === 1 ? 'was' : 'were'} made with it and ${names.length === 1 ? 'goes' : 'go'} on letting it in.`}{' '}
        New instances cannot be made with it any more.
      </p>
      {kept === undefined ? undefined : <p>The private key this app keeps stays until you forget it.</p>}
    </ActionDialog>
  )
}

export function ForgetKeyDialog({ cloud, row, onClose, onDone }: OfKey & { readonly onDone: () => void }) {
  const { name, usedBy } = row
  const forget = useAction('keys.forget', {
    quiet: true,
    onDone: () => {
      onDone()
      onClose()
    },
  })
  return (
    <Confirm
      opened
      title={`Forget the private key of ${isolated(name)}?`}
      action="Forget the private key"
      busy={forget.isPending}
      error={forget.error?.data}
      {...(usedBy.length > 0 ? { typing: name } : {})}
      onConfirm={() => forget.mutate({ cloud, name })}
      onClose={onClose}
    >
      <p>
        It is destroyed here and cannot be made again. Unless you saved it to a file,{' '}
        {usedBy.length === 0
          ? 'nobody gets into what was made with it.'
          : `nobody gets into ${shortList(usedBy.map((server) => isolated(server.name === '' ? server.id : server.name)))} with it any more.`}
      </p>
    </Confirm>
  )
}
