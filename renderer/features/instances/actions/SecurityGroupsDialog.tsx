/** Which security groups an instance has: each lets some traffic through; what none lets through is dropped. */
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useRows } from '../../../api/useRows.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import type { ActionStep } from '../../../ui/explained.ts'
import { Name } from '../../../ui/Name.tsx'
import { count } from '../../../ui/words.ts'
import css from '../Instances.module.css'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

export function SecurityGroupsDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  // Of every project: an administrator may look at another project's instance.
  const { rows, error } = useRows('live.securityGroups', { cloud, all: true })
  const groups = (rows ?? []).filter(({ isShared, projectId }) => projectId === server.projectId || isShared)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(server.securityGroups))
  const steps = groupSteps(server, chosen)
  const toggle = (name: string): void =>
    setChosen((before) => {
      const next = new Set(before)
      if (!next.delete(name)) next.add(name)
      return next
    })
  return (
    <ActionDialog
      cloud={cloud}
      title={`Security groups of ${isolated(server.name)}`}
      submit="Save"
      steps={steps}
      waiting={steps.length === 0 ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {error === undefined ? undefined : <ErrorNote error={error} />}
      {rows === undefined && error === undefined ? <p>Reading the security groups…</p> : undefined}
      <ul className={css.choices}>
        {groups.map(({ id, name, rules }) => (
          <li key={id}>
            <Checkbox
              label={
                <>
                  <Name name={name} id={id} /> <span className={css.quiet}>({count(rules.length, 'rule')})</span>
                </>
              }
              checked={chosen.has(name)}
              onChange={() => toggle(name)}
            />
          </li>
        ))}
      </ul>
      {chosen.size === 0 ? (
        <p>Without a group nothing reaches it, and it reaches nothing, where its ports are guarded.</p>
      ) : undefined}
    </ActionDialog>
  )
}

/** What is added goes first: in between nothing that shall pass is dropped. */
function groupSteps(server: InstanceDialogProps['server'], chosen: ReadonlySet<string>): readonly ActionStep[] {
  const step = (action: ActionStep['action'], group: string): ActionStep => ({
    action,
    input: { ...targetOf(server), group },
  })
  const added = [...chosen].filter((group) => !server.securityGroups.includes(group))
  const removed = server.securityGroups.filter((group) => !chosen.has(group))
  return [
    ...added.map((group) => step('server.addSecurityGroup', group)),
    ...removed.map((group) => step('server.removeSecurityGroup', group)),
  ]
}
