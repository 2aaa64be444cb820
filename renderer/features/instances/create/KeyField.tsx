/** The key pair whose owner may log in; one can be made here, and its private half stays on this computer. */
import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { problemsOf } from '../../../api/problems.ts'
import { useActions } from '../../../api/useActions.ts'
import { useAction } from '../../../api/useRequest.ts'
import { isolated } from '../../../ui/bidi.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import css from './CreateInstance.module.css'
import type { FormPart } from './parts.ts'

export function KeyField({ chosen, cloud, set, world }: FormPart) {
  const [making, setMaking] = useState(false)
  const { keptKeys, keypairs } = world
  // One that was just made is chosen before the list tells of it.
  const chosenName = chosen.keyName === undefined ? [] : [chosen.keyName]
  const names = [...new Set([...keypairs.map(({ name }) => name), ...chosenName])]
  return (
    <>
      <div className={css.two}>
        <Select
          label="Key pair"
          placeholder={keypairs.length === 0 ? 'There is none yet' : 'None: nobody logs in by key'}
          searchable
          clearable
          data={names.map((name) => ({
            value: name,
            label: `${isolated(name)}${keptKeys.includes(name) ? ' (kept here)' : ''}`,
          }))}
          value={chosen.keyName ?? null}
          nothingFoundMessage="No key pair is called that."
          onChange={(keyName) => set({ keyName })}
          data-field="key"
        />
        {making ? undefined : (
          <div className={css.row}>
            <Button
              variant="default"
              mt={20}
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setMaking(true)}
            >
              New key pair
            </Button>
          </div>
        )}
      </div>
      {making ? (
        <NewKey
          cloud={cloud}
          taken={[...names, ...keptKeys]}
          onMade={(keyName) => {
            set({ keyName })
            setMaking(false)
          }}
          onCancel={() => setMaking(false)}
        />
      ) : undefined}
    </>
  )
}

interface NewKeyProps {
  readonly cloud: string
  readonly taken: readonly string[]
  readonly onMade: (name: string) => void
  readonly onCancel: () => void
}

function NewKey({ cloud, onCancel, onMade, taken }: NewKeyProps) {
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const actions = useActions()
  const queries = useQueryClient()
  const create = useAction('keys.create', {
    quiet: true,
    onDone: ({ name: made }) => {
      void queries.invalidateQueries({ queryKey: ['keys.list', { cloud }] })
      onMade(made)
    },
  })
  const schema = actions?.ACTIONS['keypair.import'].input.shape.name
  const wrong =
    (schema && problemsOf(schema, name)['']) ?? (taken.includes(name.trim()) ? 'There is one by that name.' : undefined)
  const make = (): void => {
    setTried(true)
    if (wrong === undefined && schema !== undefined) create.mutate({ cloud, name: name.trim() })
  }
  return (
    <>
      <div className={css.row}>
        <TextInput
          label="Name of the new key pair"
          autoFocus
          autoComplete="off"
          value={name}
          error={tried ? wrong : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') make()
            else if (event.key === 'Escape') onCancel()
            else return
            // Enter here is not for the instance.
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        <Button variant="default" loading={create.isPending} onClick={make}>
          Create key pair
        </Button>
        <Button variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <p className={css.quiet}>
        Its private key is made and kept sealed on this computer; the cloud gets the public one.
      </p>
      {create.error === null ? undefined : <ErrorNote error={create.error.data} />}
    </>
  )
}
