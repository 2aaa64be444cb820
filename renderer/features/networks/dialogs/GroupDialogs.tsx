/** Security groups: made with the rules most people want, and renamed. */
import { Checkbox, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SecurityGroup } from '../../../../electron/contract/live.ts'
import { useActions } from '../../../api/useActions.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import type { DialogProps } from './asked.ts'
import { MADE, withIds } from './chain.ts'
import css from './Dialogs.module.css'
import { given } from './fields.ts'

export function NewGroupDialog({ cloud, onClose }: DialogProps) {
  const actions = useActions()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [isStateful, setIsStateful] = useState(true)
  const [presets, setPresets] = useState<readonly string[]>([])
  const chosen = (actions?.RULE_PRESETS ?? []).filter(({ id }) => presets.includes(id))
  const steps: readonly ActionStep[] = [
    {
      action: 'securityGroup.create',
      input: { name, ...given({ description }), ...(isStateful ? {} : { isStateful }) },
    },
    ...chosen.flatMap((preset) =>
      (actions?.rulesOf(preset, { id: MADE.group, name }) ?? []).map(
        (input): ActionStep => ({ action: 'securityGroupRule.create', input }),
      ),
    ),
  ]
  return (
    <ActionDialog
      cloud={cloud}
      title="New security group"
      submit="Create the security group"
      steps={steps}
      chain={(step, answers) => withIds(step, answers, { group: 0 })}
      onClose={onClose}
    >
      {(problem, done) => (
        <>
          {done > 0 ? (
            <p>The group {isolated(name)} is made already; the rules that are left are added again.</p>
          ) : undefined}
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            dir="auto"
            disabled={done > 0}
            value={name}
            error={problem('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Description"
            autoComplete="off"
            dir="auto"
            disabled={done > 0}
            value={description}
            error={problem('description')}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <fieldset className={css.group}>
            <legend>Let in</legend>
            <div className={css.presets}>
              {(actions?.RULE_PRESETS ?? []).map(({ explains, id, title }) => (
                <Checkbox
                  key={id}
                  label={title}
                  description={explains}
                  disabled={done > 0}
                  checked={presets.includes(id)}
                  onChange={(event) => {
                    const on = event.currentTarget.checked
                    setPresets((before) => (on ? [...before, id] : before.filter((one) => one !== id)))
                  }}
                />
              ))}
            </div>
          </fieldset>
          <Switch
            label="Answers pass by themselves"
            description="Stateful. Without, each direction needs rules of its own."
            disabled={done > 0}
            checked={isStateful}
            onChange={(event) => setIsStateful(event.currentTarget.checked)}
          />
        </>
      )}
    </ActionDialog>
  )
}

export function EditGroupDialog({ cloud, group, onClose }: DialogProps & { readonly group: SecurityGroup }) {
  const [name, setName] = useState(group.name)
  const [description, setDescription] = useState(group.description)
  const isDefault = group.name === 'default'
  const change = {
    ...(name === group.name ? {} : { newName: name }),
    ...(description === group.description ? {} : { description }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Change ${isolated(group.name)}`}
      submit="Save"
      steps={[{ action: 'securityGroup.update', input: { id: group.id, name: group.name, ...change } }]}
      waiting={Object.keys(change).length === 0 ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [group.id], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            dir="auto"
            disabled={isDefault}
            description={isDefault ? 'The group every project has keeps its name.' : undefined}
            value={name}
            error={problem('newName')}
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
        </>
      )}
    </ActionDialog>
  )
}
