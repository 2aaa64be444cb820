/** As whom, and with which key or password, a shell in an instance is opened. What its image and its key pair say is filled in. */
import { Button, Checkbox, Modal, SegmentedControl, Select, TextInput } from '@mantine/core'
import { z } from 'zod'
import type { InstanceLogin, RequestInput } from '../../../electron/contract/index.ts'
import { terminals } from '../../../electron/contract/terminals.ts'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { isolated } from '../../ui/bidi.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Name } from '../../ui/Name.tsx'
import { useForm } from '../../ui/useForm.ts'
import css from './InstanceLoginDialog.module.css'

type Open = Extract<RequestInput<'terminals.open'>, { kind: 'instance' }>

interface InstanceLoginDialogProps {
  readonly cloud: string
  readonly server: string
  readonly size: { readonly columns: number; readonly rows: number }
  readonly onOpened: (id: string) => void
  readonly onClose: () => void
}

export function InstanceLoginDialog({ cloud, server, size, onOpened, onClose }: InstanceLoginDialogProps) {
  const { data, error } = useRequest('terminals.instance', { cloud, server })
  const title = data === undefined ? 'Open a terminal' : `Open a terminal in ${isolated(data.name || server)}`
  return (
    <Modal opened onClose={onClose} title={title} size={480} centered>
      {error !== null ? (
        <ErrorNote error={error.data} />
      ) : data === undefined ? (
        <Waiting what="instance" />
      ) : (
        <LoginForm {...{ cloud, server, size, onOpened, onClose }} known={data} />
      )}
    </Modal>
  )
}

interface Fields {
  readonly user: string
  readonly way: Open['key']['kind']
  readonly kept: string
  readonly file: string
  /** Forget the password that is kept. */
  readonly anew: boolean
}

const { key, user } = (() => {
  const [, , instance] = terminals['terminals.open'].input.options
  return instance.shape
})()

/** Only the key that is chosen may be wrong. */
const schema = z
  .object({
    user,
    way: z.enum(['kept', 'file', 'own', 'password']),
    kept: z.string(),
    file: z.string(),
    anew: z.boolean(),
  })
  .check((context) => {
    const { way } = context.value
    const parsed = key.safeParse(keyOf(context.value))
    const [issue] = parsed.success ? [] : parsed.error.issues
    if (issue === undefined) return
    const field = way === 'file' ? 'file' : 'kept'
    context.issues.push({ code: 'custom', message: issue.message, path: [field], input: context.value[field] })
  })

function keyOf({ anew, file, kept, way }: Omit<Fields, 'user'>): Open['key'] {
  if (way === 'password') return { kind: 'password', anew }
  if (way === 'kept') return { kind: 'kept', name: kept }
  return way === 'file' ? { kind: 'file', path: file.trim() } : { kind: 'own' }
}

function LoginForm({
  cloud,
  server,
  size,
  known,
  onOpened,
  onClose,
}: InstanceLoginDialogProps & { readonly known: InstanceLogin }) {
  const { keptKeys, keyName, status } = known
  const open = useAction('terminals.open', { quiet: true, onDone: ({ id }) => onOpened(id) })
  const fits = keyName !== undefined && keptKeys.includes(keyName)
  const form = useForm<Fields>({
    initial: {
      user: known.user ?? '',
      way: fits || (keyName === undefined && keptKeys.length > 0) ? 'kept' : 'own',
      kept: fits ? keyName : (keptKeys[0] ?? ''),
      file: '',
      anew: false,
    },
    schema,
    onSubmit: (values) =>
      open.mutate({ kind: 'instance', cloud, server, user: values.user, key: keyOf(values), ...size }),
  })
  const { way } = form.values
  return (
    <form {...form.props} className={css.form}>
      {status === 'ACTIVE' ? undefined : <p className={css.note}>It does not run: its state is {status}.</p>}
      <TextInput
        label="Log in as"
        data-autofocus
        // The dialog was open before the instance was known.
        autoFocus
        autoComplete="off"
        spellCheck={false}
        description={
          known.user === undefined ? 'Its image does not say who may log in.' : 'Its image lets in this user.'
        }
        {...form.text('user')}
      />
      <div>
        <p className={css.label}>With</p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="With which key or password"
          data={[
            { value: 'kept', label: 'A key kept here', disabled: keptKeys.length === 0 },
            { value: 'own', label: 'My own keys' },
            { value: 'file', label: 'A key file' },
            { value: 'password', label: 'A password' },
          ]}
          value={way}
          onChange={(chosen) => form.set({ way: chosen as Fields['way'] })}
        />
      </div>
      {way === 'kept' ? (
        <Select
          label="Key pair"
          data={keptKeys.map((one) => ({ value: one, label: isolated(one) }))}
          value={form.values.kept === '' ? null : form.values.kept}
          allowDeselect={false}
          error={form.error('kept')}
          onChange={(kept) => form.set({ kept: kept ?? '' })}
        />
      ) : way === 'file' ? (
        <TextInput
          label="File of the private key, on this computer"
          placeholder="~/.ssh/id_ed25519"
          spellCheck={false}
          {...form.text('file')}
        />
      ) : way === 'password' ? (
        <>
          <p className={css.note}>
            It is asked for when the instance answers, and kept, encrypted, only if you say so. Most cloud images take
            keys only.
          </p>
          <Checkbox
            label="Forget the password that is kept, and ask for it again"
            checked={form.values.anew}
            onChange={(event) => form.set({ anew: event.currentTarget.checked })}
          />
        </>
      ) : (
        <p className={css.note}>As ssh itself does: the agent first, then the keys in ~/.ssh.</p>
      )}
      <p className={css.note}>
        {keyName === undefined ? (
          'It was made without a key pair, so only what its image or its user data let in opens it.'
        ) : (
          <>
            It was made with the key pair <Name name={keyName} strong />
            {fits ? '.' : ', whose private half is not kept here.'}
          </>
        )}
      </p>
      {open.error === null ? undefined : <ErrorNote error={open.error.data} />}
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={open.isPending}>
          Open the terminal
        </Button>
      </div>
    </form>
  )
}
