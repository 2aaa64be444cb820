/** The projects an image is shared with, one by one: shown, added, taken away. */
import { Button, Select, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Image } from '../../../electron/contract/live.ts'
import { useDialogAction } from '../../api/useDo.ts'
import { useRequest } from '../../api/useRequest.ts'
import { useRows } from '../../api/useRows.ts'
import { isolated } from '../../ui/bidi.ts'
import { DrawerSection } from '../../ui/DrawerSection.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { HowThisIsDone } from '../../ui/HowThisIsDone.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
import { targetOf } from './actions/ImageDialogs.tsx'
import css from './Images.module.css'

const TAKEN = {
  accepted: ['works', 'Took it in'],
  pending: ['off', 'Not in its list yet'],
  rejected: ['needs-you', 'Refused it'],
} as const

interface SharingProps {
  readonly cloud: string
  readonly image: Image
  readonly isAdmin: boolean
}

export function Sharing({ cloud, image, isAdmin }: SharingProps) {
  const asked = { cloud, id: image.id }
  const members = useRequest('images.members', asked)
  const projects = useRows('live.projects', { cloud, all: isAdmin })
  const queries = useQueryClient()
  const { busy, error, run } = useDialogAction(cloud)
  const [project, setProject] = useState('')
  const nameOf = (id: string): string => projects.byId.get(id)?.name ?? id
  const input = (id: string) => ({ ...targetOf(image), project: { id, name: nameOf(id) } })
  const change = async (action: 'image.share' | 'image.unshare', id: string): Promise<void> => {
    const done = await run(action, input(id))
    await queries.invalidateQueries({ queryKey: ['images.members', asked] })
    if (done.ok && action === 'image.share') setProject('')
  }
  const shared = members.data ?? []
  const others = (projects.rows ?? []).filter(
    ({ id }) => id !== image.projectId && !shared.some(({ projectId }) => projectId === id),
  )
  return (
    <DrawerSection title="Shared with">
      {members.isPending ? <p className={css.quiet}>Reading with whom…</p> : undefined}
      {members.error === null ? undefined : <ErrorNote error={members.error.data} />}
      {members.data?.length === 0 ? <p className={css.quiet}>Nobody yet: only its own project sees it.</p> : undefined}
      <ul className={css.list}>
        {shared.map(({ projectId, status }) => (
          <li key={projectId} className={css.line}>
            <Name name={nameOf(projectId)} />
            <Status kind={TAKEN[status][0]}>{TAKEN[status][1]}</Status>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Take it back: ${nameOf(projectId)}`}
              disabled={busy}
              onClick={() => void change('image.unshare', projectId)}
            >
              Take it back
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={css.share}
        onSubmit={(event) => {
          event.preventDefault()
          if (project.trim() !== '') void change('image.share', project.trim())
        }}
      >
        {isAdmin ? (
          <Select
            label="Share with a project"
            placeholder="Choose a project"
            searchable
            data={others.map(({ id, name }) => ({ value: id, label: isolated(name) }))}
            value={project === '' ? null : project}
            nothingFoundMessage="No other project is called that."
            onChange={(id) => setProject(id ?? '')}
          />
        ) : (
          <TextInput
            label="Share with a project"
            placeholder="Its ID, which its members can tell you"
            autoComplete="off"
            classNames={{ input: 'mono' }}
            value={project}
            onChange={(event) => setProject(event.currentTarget.value)}
          />
        )}
        <Button type="submit" variant="default" loading={busy} disabled={project.trim() === ''}>
          Share
        </Button>
      </form>
      {error === undefined ? undefined : <ErrorNote error={error} />}
      {project.trim() === '' ? undefined : (
        <HowThisIsDone steps={[{ action: 'image.share', input: input(project.trim()) }]} />
      )}
    </DrawerSection>
  )
}
