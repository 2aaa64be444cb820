/** Dialogs about projects: create, rename or describe, enable or disable, delete with what it still owns. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CloudProject } from '../../../electron/contract/live.ts'
import { useRows } from '../../api/useRows.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { isolated } from '../../ui/bidi.ts'
import { listed } from '../../ui/words.ts'
import { leftBehind, ownedWords } from './owned.ts'

interface ProjectDialogProps {
  readonly cloud: string
  readonly onClose: () => void
}

export function CreateProjectDialog({ cloud, onClose }: ProjectDialogProps) {
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const input = { name, ...(description === '' ? {} : { description }) }
  return (
    <ActionDialog
      cloud={cloud}
      title="Create a project"
      submit="Create project"
      steps={[{ action: 'project.create', input }]}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            dir="auto"
            value={name}
            error={problem('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Description"
            autoComplete="off"
            dir="auto"
            value={description}
            error={problem('description')}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <p>Nobody is a member of it at first; open it afterwards and add some.</p>
        </>
      )}
    </ActionDialog>
  )
}

interface OfProject extends ProjectDialogProps {
  readonly project: CloudProject
}

export function EditProjectDialog({ cloud, project, onClose }: OfProject) {
  const { id, name } = project
  const [newName, setNewName] = useState(name)
  const [description, setDescription] = useState(project.description)
  const input = {
    ...{ id, name },
    ...(newName === name ? {} : { newName }),
    ...(description === project.description ? {} : { description }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Change ${isolated(name)}`}
      submit="Change project"
      steps={[{ action: 'project.update', input }]}
      waiting={newName === name && description === project.description ? 'Nothing is changed yet.' : undefined}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            dir="auto"
            description="Files like clouds.yaml that log in by this name need the new one."
            value={newName}
            error={problem('newName')}
            onChange={(event) => setNewName(event.currentTarget.value)}
          />
          <TextInput
            label="Description"
            autoComplete="off"
            dir="auto"
            value={description}
            error={problem('description')}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
        </>
      )}
    </ActionDialog>
  )
}

interface OfMine extends OfProject {
  /** The project the app is logged in to. */
  readonly mine: string | undefined
}

/** Without these two nothing answers any more: neither the app nor the services among themselves. */
function keeper({ mine, project }: Pick<OfMine, 'mine' | 'project'>): string | undefined {
  if (project.id === mine) return 'This app is logged in to it.'
  return project.name === 'service' ? "The cloud's own services log in to it." : undefined
}

export function ProjectSwitchDialog({ cloud, project, mine, onClose }: OfMine) {
  const { id, isEnabled, name } = project
  const verb = isEnabled ? 'Disable' : 'Enable'
  return (
    <ActionDialog
      cloud={cloud}
      title={`${verb} ${isolated(name)}?`}
      submit={`${verb} project`}
      danger={isEnabled}
      steps={[{ action: 'project.update', input: { id, name, isEnabled: !isEnabled } }]}
      waiting={isEnabled ? keeper({ project, mine }) : undefined}
      onClose={onClose}
    >
      <p>
        {isEnabled
          ? 'Nobody can log in to it until it is enabled again, and whoever is logged in is logged out. Its instances go on running.'
          : 'Its members can log in again.'}
      </p>
    </ActionDialog>
  )
}

export function DeleteProjectDialog({ cloud, project, mine, onClose }: OfMine) {
  const { id, name } = project
  const all = { cloud, all: true }
  const lists = {
    instance: useRows('live.servers', all),
    network: useRows('live.networks', all),
    router: useRows('live.routers', all),
    'floating IP': useRows('live.floatingIps', all),
    image: useRows('live.images', all),
  }
  const known = Object.values(lists).every(({ complete, error }) => complete || error !== undefined)
  const owned = leftBehind(
    id,
    Object.entries(lists).map(([kind, { rows }]) => ({ kind, rows: rows ?? [] })),
  )
  const words = listed(ownedWords(owned))
  const keeps = keeper({ project, mine })
  return (
    <ActionDialog
      cloud={cloud}
      title={`Delete the project ${isolated(name)}?`}
      submit="Delete the project"
      danger
      {...(words === '' ? {} : { typing: name })}
      waiting={keeps ?? (known ? undefined : 'Looking what it owns.')}
      steps={[{ action: 'project.delete', input: { id, name } }]}
      onClose={onClose}
    >
      {words === '' ? (
        <p>{known ? 'It owns no instances, networks, routers, floating IPs or images.' : ''}</p>
      ) : (
        <p>
          It still owns {words}. Deleting the project does not delete them: they go on using the computes, and nobody
          but an administrator sees them. Delete them first.
        </p>
      )}
      <p>Its members lose their roles there and the application credentials they made in it.</p>
    </ActionDialog>
  )
}
