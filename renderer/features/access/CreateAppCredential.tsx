/** Makes an application credential and puts its secret where programs find it; the page never has it. */
import { Checkbox, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { NewAppCredential } from '../../../electron/contract/index.ts'
import type { CloudProject } from '../../../electron/contract/live.ts'
import type { Me } from '../../../electron/contract/running.ts'
import { problemsOf } from '../../api/problems.ts'
import { useActions } from '../../api/useActions.ts'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { useRows } from '../../api/useRows.ts'
import { isolated } from '../../ui/bidi.ts'
import { FormDialog } from '../../ui/FormDialog.tsx'
import css from './Access.module.css'
import { CreatedAppCredential } from './CreatedAppCredential.tsx'
import { EXPIRIES, type Expiry, expiresAt, expiryProblem } from './expiry.ts'
import { fileWord } from './fileWord.ts'

interface CreateAppCredentialProps {
  readonly cloud: string
  readonly me: Me
  /** Those this user may log in to. */
  readonly projects: readonly CloudProject[]
  readonly onClose: () => void
}

type Form = 'clouds.yaml' | 'openrc'

/** Not where clouds.yaml is looked for: what is there belongs to other clouds too. */
function suggested(form: Form, name: string): string {
  const word = fileWord(name === '' ? 'app-credential' : name)
  return form === 'openrc' ? `~/openrc-${word}` : `~/clouds-${word}.yaml`
}

export function CreateAppCredential({ cloud, me, projects, onClose }: CreateAppCredentialProps) {
  const [fields, setFields] = useState({ name: '', description: '', day: '', isUnrestricted: false, replace: false })
  const set = (changes: Partial<typeof fields>): void => setFields((before) => ({ ...before, ...changes }))
  const [expiry, setExpiry] = useState<Expiry>('365')
  const [projectId, setProjectId] = useState(me.project.id)
  const [chosenRoles, setChosenRoles] = useState<readonly string[]>([])
  const [form, setForm] = useState<Form>('clouds.yaml')
  const [to, setTo] = useState<'file' | 'clipboard'>('file')
  const [path, setPath] = useState<string>()
  const [tried, setTried] = useState(false)
  const [made, setMade] = useState<NewAppCredential>()
  const [now] = useState(() => Date.now())
  const actions = useActions()
  const access = useRequest('access.read', { cloud }).data
  const create = useAction('appCredentials.create', { quiet: true, onDone: setMade })
  const assignments = useRows('live.roleAssignments', me.isAdmin ? { cloud, all: true } : undefined).rows
  const roles = useMemo(() => {
    const mine = (assignments ?? []).filter(({ project, user }) => user?.id === me.user.id && project?.id === projectId)
    return [...new Map(mine.map(({ role }) => [role.id, role])).values()]
  }, [assignments, me.user.id, projectId])

  const { day, description, isUnrestricted, name, replace } = fields
  const end = expiresAt(expiry, day, now)
  const roleIds = chosenRoles.filter((id) => roles.some((role) => role.id === id))
  const wanted = {
    name,
    ...(description === '' ? {} : { description }),
    ...(end === undefined ? {} : { expiresAt: end }),
    ...(roleIds.length === 0 ? {} : { roleIds }),
    ...(isUnrestricted ? { isUnrestricted } : {}),
  }
  const input = { userId: me.user.id, ...wanted }
  const problems = actions === undefined ? {} : problemsOf(actions.ACTIONS['applicationCredential.create'].input, input)
  const dayProblem = expiryProblem(expiry, day, now)
  const file = path ?? suggested(form, name)
  const fileProblem = to === 'file' && file.trim() === '' ? 'Say where to.' : undefined
  const shown = (problem: string | undefined): string | undefined => (tried ? problem : undefined)
  // An application credential is bound to its project and cannot log in to another.
  const isBound = access !== undefined && access.project === ''

  if (made !== undefined) return <CreatedAppCredential name={name} form={form} made={made} onClose={onClose} />
  return (
    <FormDialog
      title="Create an application credential"
      submit="Create it"
      size={600}
      busy={create.isPending}
      error={create.error?.data}
      steps={[{ action: 'applicationCredential.create', input }]}
      onSubmit={() => {
        setTried(true)
        if (Object.keys(problems).length > 0 || dayProblem !== undefined || fileProblem !== undefined) return
        const project = projects.find(({ id }) => id === projectId)
        create.mutate({
          ...{ cloud, form, ...wanted },
          ...(project === undefined || project.id === me.project.id
            ? {}
            : { project: { id: project.id, name: project.name } }),
          to: to === 'file' ? { kind: 'file', file, replace } : { kind: 'clipboard' },
        })
      }}
      onClose={onClose}
    >
      <div className={css.two}>
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          dir="auto"
          placeholder="terraform"
          value={name}
          error={shown(problems.name)}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Description"
          autoComplete="off"
          dir="auto"
          value={description}
          error={shown(problems.description)}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <Select
          label="Ends"
          allowDeselect={false}
          data={EXPIRIES.map(({ label, value }) => ({ value, label }))}
          value={expiry}
          onChange={(value) => {
            if (value !== null) setExpiry(value as Expiry)
          }}
        />
        {expiry === 'at' ? (
          <TextInput
            type="date"
            label="Last day"
            value={day}
            error={shown(dayProblem)}
            onChange={(event) => set({ day: event.currentTarget.value })}
          />
        ) : undefined}
        <Select
          label="Project"
          allowDeselect={false}
          searchable
          disabled={isBound}
          data={projects.map(({ id, name: called }) => ({ value: id, label: isolated(called) }))}
          value={projectId}
          description={
            isBound ? 'The app itself uses an application credential here, bound to this project.' : undefined
          }
          onChange={(id) => {
            if (id !== null) setProjectId(id)
          }}
        />
      </div>
      {roles.length > 0 ? (
        <MultiSelect
          label="Roles"
          description="None chosen: all you have in the project."
          data={roles.map(({ id, name: called }) => ({ value: id, label: isolated(called) }))}
          value={[...roleIds]}
          onChange={setChosenRoles}
        />
      ) : (
        <p className={css.quiet}>It gets the roles you have in the project: {me.roles.join(', ')}.</p>
      )}
      <Checkbox
        label="It may make and delete application credentials itself"
        description="Dangerous where it gets lost: whoever finds it makes others of their own."
        checked={isUnrestricted}
        onChange={(event) => set({ isUnrestricted: event.currentTarget.checked })}
      />
      <div className={css.two}>
        <Select
          label="Form"
          allowDeselect={false}
          data={['clouds.yaml', 'openrc']}
          value={form}
          onChange={(value) => setForm(value === 'openrc' ? 'openrc' : 'clouds.yaml')}
        />
        <div>
          <p className={css.quiet} id="secret-to">
            Its secret goes to
          </p>
          <SegmentedControl
            aria-labelledby="secret-to"
            data={[
              { value: 'file', label: 'A file' },
              { value: 'clipboard', label: 'The clipboard', disabled: access?.clipboard !== true },
            ]}
            value={to}
            onChange={(value) => setTo(value === 'clipboard' ? 'clipboard' : 'file')}
          />
        </div>
      </div>
      {to === 'file' ? (
        <>
          <TextInput
            label="File on this computer"
            description="Readable by you only (mode 0600)."
            spellCheck={false}
            value={file}
            error={shown(fileProblem)}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Checkbox
            label="Replace a file that is there"
            checked={replace}
            onChange={(event) => set({ replace: event.currentTarget.checked })}
          />
        </>
      ) : undefined}
    </FormDialog>
  )
}
