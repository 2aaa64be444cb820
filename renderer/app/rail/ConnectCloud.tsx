/** Connects to a cloud that is there already, by an entry of a clouds.yaml; the app keeps what logging in takes. */
import { Button, Modal, Radio, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import type { KnownCloud } from '../../../electron/contract/index.ts'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { cloudName } from '../../features/start/cloudName.ts'
import { freeName } from '../../features/start/firstAddress.ts'
import forms from '../../ui/Confirm.module.css'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { useForm } from '../../ui/useForm.ts'
import { useShell } from '../shellState.ts'
import css from './ConnectCloud.module.css'

export function ConnectCloud({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Connect to a cloud of clouds.yaml" size="lg" centered>
      <ConnectForm onClose={onClose} />
    </Modal>
  )
}

function ConnectForm({ onClose }: { readonly onClose: () => void }) {
  /** Undefined: where OpenStack's own tools look. */
  const [file, setFile] = useState<string>()
  const [chosen, setChosen] = useState<KnownCloud>()
  const known = useRequest('running.known', file === undefined ? {} : { file })
  const elsewhere = useForm({
    initial: { file: '' },
    schema: z.object({
      file: z
        .string()
        .trim()
        .regex(/^[/~]|^[A-Za-z]:[\\/]/, 'Write the whole path, from / or ~.'),
    }),
    onSubmit: (values) => {
      setChosen(undefined)
      setFile(values.file.trim())
    },
  })
  return (
    <div className={forms.form}>
      {known.error === null ? undefined : <ErrorNote error={known.error.data} />}
      {known.data === undefined ? undefined : (
        <Entries entries={known.data} chosen={chosen} onChoose={setChosen} everywhere={file === undefined} />
      )}
      <form {...elsewhere.props} className={css.elsewhere}>
        <TextInput
          className={css.file}
          label="Another file"
          placeholder="~/Downloads/clouds.yaml"
          classNames={{ input: 'mono' }}
          {...elsewhere.text('file')}
        />
        <Button type="submit" variant="default" loading={known.isFetching}>
          Read it
        </Button>
      </form>
      {chosen === undefined ? (
        <div className={forms.buttons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled>Connect</Button>
        </div>
      ) : (
        <NameAndConnect key={keyOf(chosen)} chosen={chosen} onClose={onClose} />
      )}
    </div>
  )
}

interface EntriesProps {
  readonly entries: readonly KnownCloud[]
  readonly chosen: KnownCloud | undefined
  readonly onChoose: (entry: KnownCloud) => void
  /** Whether these are of all files where OpenStack's tools look. */
  readonly everywhere: boolean
}

function Entries({ chosen, entries, everywhere, onChoose }: EntriesProps) {
  if (entries.length === 0) {
    return (
      <p>
        {everywhere
          ? 'No clouds.yaml was found in the current folder, ~/.config/openstack or /etc/openstack.'
          : 'This file names no cloud.'}
      </p>
    )
  }
  return (
    <Radio.Group
      label="Cloud"
      value={chosen === undefined ? '' : keyOf(chosen)}
      onChange={(key) => {
        const found = entries.find((one) => keyOf(one) === key)
        if (found !== undefined) onChoose(found)
      }}
    >
      <div className={css.entries}>
        {entries.map((one) => (
          <Radio
            key={keyOf(one)}
            value={keyOf(one)}
            disabled={one.problem !== undefined}
            label={<bdi>{one.entry}</bdi>}
            description={one.problem?.message ?? about(one)}
          />
        ))}
      </div>
    </Radio.Group>
  )
}

function NameAndConnect({ chosen, onClose }: { readonly chosen: KnownCloud; readonly onClose: () => void }) {
  const { clouds = [] } = useShell()
  const taken = clouds.map(({ id }) => id)
  const navigate = useNavigate()
  const connect = useAction('running.connect', {
    quiet: true,
    onDone({ id }) {
      onClose()
      // The frame leads on to the first screen such a cloud has.
      void navigate(`/clouds/${id}/machines`)
    },
  })
  const form = useForm({
    initial: { name: freeName(plain(chosen.entry), taken) },
    schema: z.object({ name: cloudName(taken) }),
    onSubmit: ({ name }) => connect.mutate({ name, file: chosen.file, entry: chosen.entry }),
  })
  return (
    <form {...form.props} className={forms.form}>
      <TextInput
        label="Name in the list"
        description="Stackstead logs in once and keeps the credentials sealed on this computer; the file is only read."
        classNames={{ input: 'mono' }}
        {...form.text('name')}
      />
      {connect.error === null ? undefined : <ErrorNote error={connect.error.data} />}
      <div className={forms.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={connect.isPending}>
          Connect
        </Button>
      </div>
    </form>
  )
}

function keyOf({ entry, file }: KnownCloud): string {
  return JSON.stringify([file, entry])
}

function about({ authUrl, file, project, region, user }: KnownCloud): string {
  const who = [user, project].filter((word) => word !== undefined).join(' in ')
  return [who, authUrl, region, file].filter((word) => word !== undefined && word !== '').join(' · ')
}

function plain(entry: string): string {
  const name = entry
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 56)
  return name === '' ? 'cloud' : name
}
