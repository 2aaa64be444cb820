/** How people and programs reach the cloud: masked on the screen, whole on the clipboard and in files. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconClipboard, IconDeviceFloppy } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { AccessView } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { announce } from '../../ui/announce.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { SaveSecret } from '../../ui/SaveSecret.tsx'
import { Scrolled } from '../../ui/Scrolled.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Credentials.module.css'
import { fileWord } from './fileWord.ts'

const FILES = {
  'clouds.yaml': { view: 'cloudsYaml', path: '~/.config/openstack/clouds.yaml' },
  openrc: { view: 'openrc', path: '~/openrc' },
} as const
const TERRAFORM = 'Terraform'

type FileName = keyof typeof FILES
type Shown = FileName | typeof TERRAFORM
type Copied = 'password' | 'ssh-key' | FileName

const NAMES: Readonly<Record<Copied, string>> = {
  password: 'the password',
  'ssh-key': 'the private key',
  'clouds.yaml': 'clouds.yaml',
  openrc: 'openrc',
}

interface CredentialsProps {
  readonly cloud: string
  readonly access: AccessView
  /** Whether it is a cloud of one's own, which has a key of its own for its instances. Default: it is. */
  readonly own?: boolean
  /** Another one than logged in to. */
  readonly project?: { readonly id: string; readonly name: string } | undefined
  /** In place of the heading's own words. */
  readonly chooser?: ReactNode
}

export function Credentials({ cloud, access, own = true, project, chooser }: CredentialsProps) {
  const [file, setFile] = useState<Shown>('clouds.yaml')
  const [saving, setSaving] = useState<'clouds.yaml' | 'openrc' | 'ssh-key'>()
  const [copied, setCopied] = useState<Copied>()
  const of = project === undefined ? { cloud } : { cloud, project }
  const copy = useAction('access.copy', {
    quiet: true,
    onDone: (_, { what }) => {
      setCopied(what)
      announce(`Copied ${NAMES[what]}`)
    },
  })
  const save = useAction('access.save', { quiet: true })
  const copyButton = (what: Copied, word: string) => (
    <Button
      variant="default"
      leftSection={<IconClipboard size={14} aria-hidden />}
      disabled={!access.clipboard}
      onClick={() => copy.mutate({ ...of, what })}
    >
      {word}
    </Button>
  )
  const saveButton = (what: 'clouds.yaml' | 'openrc' | 'ssh-key', word: string) => (
    <Button
      variant="default"
      leftSection={<IconDeviceFloppy size={14} aria-hidden />}
      onClick={() => {
        save.reset()
        setSaving(what)
      }}
    >
      {word}
    </Button>
  )
  const suffix = project === undefined ? '' : `-${fileWord(project.name)}`
  const suggested = (what: 'clouds.yaml' | 'openrc' | 'ssh-key'): string =>
    what === 'ssh-key' ? `~/.ssh/${cloud}` : what === 'openrc' ? `${FILES.openrc.path}${suffix}` : FILES[what].path
  return (
    <section className={css.credentials} aria-labelledby="credentials">
      <h2 id="credentials">Credentials</h2>
      {chooser}
      <dl className={css.facts}>
        <dt>Identity</dt>
        <dd>{access.authUrl}</dd>
        <dt>Region</dt>
        <dd>{access.region}</dd>
        <dt>User</dt>
        <dd>{access.user}</dd>
        <dt>Project</dt>
        <dd>{access.project}</dd>
      </dl>
      <div className={css.row}>
        {access.project === '' ? undefined : copyButton('password', 'Copy password')}
        {own ? copyButton('ssh-key', 'Copy SSH key') : undefined}
        {own ? saveButton('ssh-key', 'Save SSH key') : undefined}
      </div>
      {access.clipboard ? undefined : (
        <p className={css.quiet}>
          The app finds no clipboard on this computer, and secrets are never sent to the page: save them as files.
        </p>
      )}
      <div className={css.row}>
        <SegmentedControl
          aria-label="File"
          value={file}
          onChange={(value) => setFile(value as Shown)}
          data={[...Object.keys(FILES), TERRAFORM]}
        />
        {file === TERRAFORM ? undefined : copyButton(file, `Copy ${file}`)}
        {file === TERRAFORM ? undefined : saveButton(file, `Save ${file}`)}
      </div>
      {file === TERRAFORM ? (
        <>
          <Copyable block text={access.terraform} what="the provider block" />
          <p className={css.quiet}>
            Nothing in it is secret: Terraform reads the rest from clouds.yaml, so save that one too.
          </p>
        </>
      ) : (
        <>
          <Scrolled as="pre" className={css.file}>
            {access[FILES[file].view]}
          </Scrolled>
          <p className={css.quiet}>Secrets are masked here; what is copied or saved has them.</p>
        </>
      )}
      {copied === undefined || copy.isPending ? undefined : (
        <div role="status">
          <Status kind="works">Copied {NAMES[copied]}</Status>
        </div>
      )}
      {copy.error === null ? undefined : <ErrorNote error={copy.error.data} />}
      {saving === undefined ? undefined : (
        <SaveSecret
          what={saving === 'ssh-key' ? 'the SSH key' : saving}
          suggested={suggested(saving)}
          busy={save.isPending}
          error={save.error?.data}
          saved={save.data?.file}
          onSave={(path, replace) => save.mutate({ ...of, what: saving, file: path, replace })}
          onClose={() => setSaving(undefined)}
        />
      )}
    </section>
  )
}
