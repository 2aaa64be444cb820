/** How people and programs reach the cloud: masked on the screen, whole on the clipboard and in files. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconClipboard, IconDeviceFloppy } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccessView } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { announce } from '../../ui/announce.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Scrolled } from '../../ui/Scrolled.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Credentials.module.css'
import { SaveFile } from './SaveFile.tsx'

const FILES = {
  'clouds.yaml': { view: 'cloudsYaml', path: '~/.config/openstack/clouds.yaml' },
  openrc: { view: 'openrc', path: '~/openrc' },
} as const

type FileName = keyof typeof FILES
type Copied = 'password' | 'ssh-key' | FileName

const NAMES: Readonly<Record<Copied, string>> = {
  password: 'the password',
  'ssh-key': 'the private key',
  'clouds.yaml': 'clouds.yaml',
  openrc: 'openrc',
}

export function Credentials({ cloud, access }: { readonly cloud: string; readonly access: AccessView }) {
  const [file, setFile] = useState<FileName>('clouds.yaml')
  const [saving, setSaving] = useState<'clouds.yaml' | 'openrc' | 'ssh-key'>()
  const [copied, setCopied] = useState<Copied>()
  const copy = useAction('access.copy', {
    quiet: true,
    onDone: (_, { what }) => {
      setCopied(what)
      announce(`Copied ${NAMES[what]}`)
    },
  })
  const copyButton = (what: Copied, word: string) => (
    <Button
      variant="default"
      leftSection={<IconClipboard size={14} aria-hidden />}
      disabled={!access.clipboard}
      onClick={() => copy.mutate({ cloud, what })}
    >
      {word}
    </Button>
  )
  return (
    <section className={css.credentials} aria-labelledby="credentials">
      <h2 id="credentials">Credentials</h2>
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
        {copyButton('password', 'Copy password')}
        {copyButton('ssh-key', 'Copy SSH key')}
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={14} aria-hidden />}
          onClick={() => setSaving('ssh-key')}
        >
          Save SSH key
        </Button>
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
          onChange={(value) => setFile(value === 'openrc' ? 'openrc' : 'clouds.yaml')}
          data={Object.keys(FILES)}
        />
        {copyButton(file, `Copy ${file}`)}
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={14} aria-hidden />}
          onClick={() => setSaving(file)}
        >
          Save {file}
        </Button>
      </div>
      <Scrolled as="pre" className={css.file}>
        {access[FILES[file].view]}
      </Scrolled>
      <p className={css.quiet}>Secrets are masked here; what is copied or saved has them.</p>
      {copied === undefined || copy.isPending ? undefined : (
        <div role="status">
          <Status kind="works">Copied {NAMES[copied]}</Status>
        </div>
      )}
      {copy.error === null ? undefined : <ErrorNote error={copy.error.data} />}
      {saving === undefined ? undefined : (
        <SaveFile
          cloud={cloud}
          what={saving}
          suggested={saving === 'ssh-key' ? `~/.ssh/${cloud}` : FILES[saving].path}
          onClose={() => setSaving(undefined)}
        />
      )}
    </section>
  )
}
