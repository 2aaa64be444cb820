/** Which security groups an instance has: each lets some traffic through; what none lets through is dropped. */
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { Port, SecurityGroup } from '../../../../electron/contract/live.ts'
import { useRows } from '../../../api/useRows.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Name } from '../../../ui/Name.tsx'
import { count } from '../../../ui/words.ts'
import { cardsOf } from '../cards.ts'
import css from '../Instances.module.css'
import type { InstanceDialogProps } from './dialogProps.ts'
import { groupSteps } from './groupSteps.ts'

export function SecurityGroupsDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  // Of every project: an administrator may look at another project's instance.
  const groups = useRows('live.securityGroups', { cloud, all: true })
  // Nova tells names, of which several groups may have one; the cards know which they are.
  const ports = useRows('live.ports', { cloud, all: true })
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set())
  const error = groups.error ?? ports.error
  const known = groups.rows !== undefined && ports.complete
  const cards = cardsOf(server.id, ports.rows ?? [])
  const had = new Set(cards.flatMap(({ securityGroupIds }) => securityGroupIds))
  const offered = (groups.rows ?? []).filter(
    ({ id, isShared, projectId }) => projectId === server.projectId || isShared || had.has(id),
  )
  const steps = groupSteps(server, offered, had, changed)
  const isChosen = ({ id }: SecurityGroup): boolean => had.has(id) !== changed.has(id)
  const toggle = (id: string): void =>
    setChanged((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return (
    <ActionDialog
      cloud={cloud}
      title={`Security groups of ${isolated(server.name)}`}
      submit="Save"
      steps={steps}
      waiting={
        known && cards.length === 0
          ? 'It has no network card they could guard.'
          : steps.length === 0
            ? 'Nothing is changed yet.'
            : undefined
      }
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {error === undefined ? undefined : <ErrorNote error={error} />}
      {known || error !== undefined ? undefined : <p>Reading the security groups…</p>}
      {known ? (
        <ul className={css.choices}>
          {offered.map((group) => (
            <li key={group.id}>
              <Checkbox
                label={
                  <>
                    <Name name={group.name} id={group.id} />{' '}
                    <span className={css.quiet}>({facts(group, offered, cards)})</span>
                  </>
                }
                checked={isChosen(group)}
                onChange={() => toggle(group.id)}
              />
            </li>
          ))}
        </ul>
      ) : undefined}
      {known && !offered.some(isChosen) ? (
        <p>Without a group nothing reaches it, and it reaches nothing, where its ports are guarded.</p>
      ) : undefined}
    </ActionDialog>
  )
}

/** "3 rules", with what tells it from another of its name, and on how many of several cards it is. */
function facts({ id, name, rules }: SecurityGroup, all: readonly SecurityGroup[], cards: readonly Port[]): string {
  const on = cards.filter(({ securityGroupIds }) => securityGroupIds.includes(id)).length
  return [
    count(rules.length, 'rule'),
    ...(all.some((one) => one.name === name && one.id !== id) ? [id] : []),
    ...(on > 0 && on < cards.length ? [`on ${on} of ${cards.length} cards`] : []),
  ].join(', ')
}
