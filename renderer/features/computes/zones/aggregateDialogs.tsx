/** What is done with a host aggregate as a whole: created, renamed, noted on, deleted. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Aggregate } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { PairsEditor } from '../../../ui/PairsEditor.tsx'
import { hasPairProblem, pairChanges, pairsOf } from '../../../ui/pairs.ts'
import { count, listed } from '../../../ui/words.ts'
import { markOf } from './columns.tsx'

interface AggregateDialogProps {
  readonly cloud: string
  readonly aggregate: Aggregate
  readonly onClose: () => void
}

const targetOf = ({ id, name }: Aggregate) => ({ id, name })
const ZONE = 'People choose it when they launch an instance. Empty: only flavors lead there.'

export function CreateAggregate({ cloud, onClose }: Omit<AggregateDialogProps, 'aggregate'>) {
  const [name, setName] = useState('')
  const [zone, setZone] = useState('')
  const given = zone.trim()
  return (
    <ActionDialog
      cloud={cloud}
      title="Create a host aggregate"
      submit="Create the aggregate"
      steps={[{ action: 'aggregate.create', input: { name, ...(given === '' ? {} : { zone: given }) } }]}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            placeholder="rack-1"
            autoComplete="off"
            dir="auto"
            value={name}
            error={problem('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Zone"
            placeholder="rack-1"
            description={ZONE}
            autoComplete="off"
            dir="auto"
            value={zone}
            error={problem('zone')}
            onChange={(event) => setZone(event.currentTarget.value)}
          />
        </>
      )}
    </ActionDialog>
  )
}

export function EditAggregate({ aggregate, cloud, onClose }: AggregateDialogProps) {
  const [newName, setNewName] = useState(aggregate.name)
  const [zone, setZone] = useState(aggregate.zone ?? '')
  const given = zone.trim()
  const before = aggregate.zone ?? ''
  const changes = {
    ...(newName === aggregate.name ? {} : { newName }),
    ...(given === before || given === '' ? {} : { zone: given }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Change ${isolated(aggregate.name)}`}
      submit="Save the changes"
      steps={[{ action: 'aggregate.update', input: { ...targetOf(aggregate), ...changes } }]}
      waiting={
        given === '' && before !== ''
          ? 'Nova does not take a zone away: delete the aggregate and create it without one.'
          : Object.keys(changes).length === 0
            ? 'Nothing is changed yet.'
            : undefined
      }
      mark={{ ids: [markOf(aggregate)], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            dir="auto"
            value={newName}
            error={problem('newName')}
            onChange={(event) => setNewName(event.currentTarget.value)}
          />
          <TextInput
            label="Zone"
            description="It can be changed only while there is no instance on its computes."
            autoComplete="off"
            dir="auto"
            value={zone}
            error={problem('zone')}
            onChange={(event) => setZone(event.currentTarget.value)}
          />
        </>
      )}
    </ActionDialog>
  )
}

export function AggregateMetadata({ aggregate, cloud, onClose }: AggregateDialogProps) {
  const [pairs, setPairs] = useState(() => pairsOf(aggregate.metadata))
  const { set, unset } = pairChanges(aggregate.metadata, pairs)
  const none = Object.keys(set).length === 0 && unset.length === 0
  return (
    <ActionDialog
      cloud={cloud}
      title={`Metadata of ${isolated(aggregate.name)}`}
      submit="Save the metadata"
      size={640}
      steps={[{ action: 'aggregate.changeMetadata', input: { ...targetOf(aggregate), set, unset } }]}
      waiting={hasPairProblem(pairs) ? 'Each has a name of its own.' : none ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [markOf(aggregate)], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>
            A flavor with the extra spec <code>aggregate_instance_extra_specs:ssd=true</code> leads to the computes of
            an aggregate with <code>ssd=true</code>, where the scheduler has that filter on.
          </p>
          <PairsEditor
            what="note"
            pairs={pairs}
            problem={(key) => problem(`set.${key}`)}
            placeholder="ssd"
            onChange={setPairs}
          />
        </>
      )}
    </ActionDialog>
  )
}

/** Nova deletes one only when it is empty: its computes are taken out first. */
export function DeleteAggregate({ aggregate, cloud, onClose }: AggregateDialogProps) {
  const { hosts } = aggregate
  const target = targetOf(aggregate)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Delete ${isolated(aggregate.name)}?`}
      submit="Delete the aggregate"
      danger
      steps={[
        ...hosts.map((host) => ({ action: 'aggregate.removeHost' as const, input: { ...target, host } })),
        { action: 'aggregate.delete', input: target },
      ]}
      mark={{ ids: [markOf(aggregate)], words: 'Deleting' }}
      onClose={onClose}
    >
      <p>
        {hosts.length === 0
          ? 'It has no computes.'
          : `Its ${count(hosts.length, 'compute')} (${listed(hosts)}) are taken out first; they and what runs on them stay.`}
        {aggregate.zone === undefined || hosts.length === 0
          ? ''
          : ' Nova refuses to take out a compute that has instances while the aggregate has a zone.'}
      </p>
    </ActionDialog>
  )
}
