/** Export: the files by which other programs log in, for each project; for an application credential, when it is made. */
import { Select } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { useMe } from '../../api/useMe.ts'
import { useRequest } from '../../api/useRequest.ts'
import { useRows } from '../../api/useRows.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { isolated } from '../../ui/bidi.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Scrolled } from '../../ui/Scrolled.tsx'
import css from './Access.module.css'
import { Credentials } from './Credentials.tsx'

interface ExportTabProps {
  readonly cloud: string
  /** Whether it is a cloud of one's own. */
  readonly own: boolean
}

export function ExportTab({ cloud, own }: ExportTabProps) {
  const me = useMe(cloud)
  const projects = useRows('live.projects', { cloud })
  const [chosen, setChosen] = useState<string>()
  const other = chosen === undefined || chosen === me?.project.id ? undefined : projects.byId.get(chosen)
  const project = other === undefined ? undefined : { id: other.id, name: other.name }
  const home = useRequest('access.read', { cloud }).data
  const { data: access, error } = useRequest('access.read', project === undefined ? { cloud } : { cloud, project })
  const isBound = home !== undefined && home.project === ''
  const chooser = (
    <>
      {isBound ? (
        <p className={css.quiet}>The app logs in with an application credential, which is bound to this project.</p>
      ) : (
        <Select
          label="For the project"
          searchable
          allowDeselect={false}
          maw={320}
          data={(projects.rows ?? []).map(({ id, name }) => ({ value: id, label: isolated(name) }))}
          value={chosen ?? me?.project.id ?? null}
          nothingFoundMessage="No project is called that."
          onChange={(id) => setChosen(id ?? undefined)}
        />
      )}
      <p className={css.quiet}>
        These files log in as you. For a program, rather{' '}
        <Link className={css.link} to={`/clouds/${cloud}/access?tab=app-credentials`}>
          make an application credential
        </Link>
        : its files are written when it is made, because its secret is told only then.
      </p>
    </>
  )
  return (
    <Scrolled as="section" className={css.page} aria-label="Export">
      {error === null ? undefined : <ErrorNote error={error.data} />}
      {access === undefined ? (
        error === null && <Waiting what="credentials" />
      ) : (
        <Credentials cloud={cloud} access={access} own={own} project={project} chooser={chooser} />
      )}
    </Scrolled>
  )
}
