/** The projects that may use a private flavor: shown, added, taken away. */
import { Button, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Flavor } from '../../../../electron/contract/live.ts'
import { useDialogAction } from '../../../api/useDo.ts'
import { useRequest } from '../../../api/useRequest.ts'
import { useRows } from '../../../api/useRows.ts'
import { isolated } from '../../../ui/bidi.ts'
import { DrawerSection } from '../../../ui/DrawerSection.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { HowThisIsDone } from '../../../ui/HowThisIsDone.tsx'
import { Name } from '../../../ui/Name.tsx'
import css from '../Computes.module.css'

export function FlavorProjects({ cloud, flavor }: { readonly cloud: string; readonly flavor: Flavor }) {
  const asked = { cloud, id: flavor.id }
  const allowed = useRequest('flavors.projects', asked, { untilAnswered: true })
  const projects = useRows('live.projects', { cloud, all: true })
  const queries = useQueryClient()
  const { busy, error, run } = useDialogAction(cloud)
  const [project, setProject] = useState<string>()
  const nameOf = (id: string): string => projects.byId.get(id)?.name ?? id
  const input = (projectId: string) => ({ id: flavor.id, name: flavor.name, projectId })
  const change = async (action: 'flavor.addProject' | 'flavor.removeProject', id: string): Promise<void> => {
    const done = await run(action, input(id))
    await queries.invalidateQueries({ queryKey: ['flavors.projects', asked] })
    if (done.ok) setProject(undefined)
  }
  const ids = allowed.data ?? []
  const others = (projects.rows ?? []).filter(({ id }) => !ids.includes(id))
  return (
    <DrawerSection title="Projects that may use it">
      {allowed.isPending ? <p className={css.quiet}>Reading which…</p> : undefined}
      {allowed.error === null ? undefined : <ErrorNote error={allowed.error.data} />}
      {allowed.data?.length === 0 ? <p className={css.quiet}>None: only administrators see it.</p> : undefined}
      <ul className={css.list}>
        {ids.map((id) => (
          <li key={id} className={css.line}>
            <Name name={nameOf(id)} />
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Take it away: ${nameOf(id)}`}
              disabled={busy}
              onClick={() => void change('flavor.removeProject', id)}
            >
              Take it away
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={css.add}
        onSubmit={(event) => {
          event.preventDefault()
          if (project !== undefined) void change('flavor.addProject', project)
        }}
      >
        <Select
          label="Let a project use it"
          placeholder="Choose a project"
          searchable
          data={others.map(({ id, name }) => ({ value: id, label: isolated(name) }))}
          value={project ?? null}
          nothingFoundMessage="No other project is called that."
          onChange={(id) => setProject(id ?? undefined)}
        />
        <Button type="submit" variant="default" loading={busy} disabled={project === undefined}>
          Add
        </Button>
      </form>
      {error === undefined ? undefined : <ErrorNote error={error} />}
      {project === undefined ? undefined : (
        <HowThisIsDone steps={[{ action: 'flavor.addProject', input: input(project) }]} />
      )}
    </DrawerSection>
  )
}
