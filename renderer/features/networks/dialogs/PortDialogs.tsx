/** Ports made before there is an instance for them, and ports changed: name, groups, whether they carry anything. */
import { MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Port } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { type NetworkWorld, nameOf, portName } from '../world.ts'
import { type DialogProps, mayChange } from './asked.ts'

export function NewPortDialog({ cloud, me, world, onClose }: DialogProps) {
  const networks = world.networks.filter((one) => mayChange(me, one) || one.isShared)
  const [networkId, setNetworkId] = useState<string | null>(networks[0]?.id ?? null)
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [groups, setGroups] = useState<string[]>()
  return (
    <ActionDialog
      cloud={cloud}
      title="New port"
      submit="Create the port"
      steps={
        networkId === null
          ? []
          : [
              {
                action: 'port.create',
                input: {
                  name,
                  networkId,
                  ...(address.trim() === '' ? {} : { fixedIps: [{ address: address.trim() }] }),
                  ...(groups === undefined ? {} : { securityGroupIds: groups }),
                },
              },
            ]
      }
      waiting={networkId === null ? 'There is no network it could be in.' : undefined}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Select
            label="Network"
            data-autofocus
            allowDeselect={false}
            data={networks.map((one) => ({ value: one.id, label: isolated(nameOf(one)) }))}
            value={networkId}
            onChange={setNetworkId}
          />
          <TextInput
            label="Name"
            description="It may have none."
            autoComplete="off"
            dir="auto"
            value={name}
            error={problem('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Address"
            description={`Left empty, a free one${cidrsOf(world, networkId)}.`}
            autoComplete="off"
            value={address}
            error={problem('fixedIps.0') ?? problem('fixedIps.0.address')}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <GroupsField
            world={world}
            projectId={me?.project.id}
            value={groups}
            onChange={setGroups}
            placeholder="The project’s group “default”"
          />
        </>
      )}
    </ActionDialog>
  )
}

export function EditPortDialog({ cloud, port, world, onClose }: DialogProps & { readonly port: Port }) {
  const [name, setName] = useState(port.name)
  const [isEnabled, setIsEnabled] = useState(port.isEnabled)
  const [groups, setGroups] = useState<string[]>([...port.securityGroupIds])
  const guarded = port.hasPortSecurity !== false
  const change = {
    ...(name === port.name ? {} : { newName: name }),
    ...(isEnabled === port.isEnabled ? {} : { isEnabled }),
    ...(sameSet(groups, port.securityGroupIds) ? {} : { securityGroupIds: groups }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Change ${isolated(portName(port))}`}
      submit="Save"
      steps={[{ action: 'port.update', input: { id: port.id, name: port.name, ...change } }]}
      waiting={Object.keys(change).length === 0 ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [port.id], words: 'Changing' }}
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
            error={problem('newName')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Switch
            label="Turned on"
            description="Turned off, it carries nothing."
            checked={isEnabled}
            onChange={(event) => setIsEnabled(event.currentTarget.checked)}
          />
          {guarded ? (
            <GroupsField world={world} projectId={port.projectId} value={groups} onChange={setGroups} />
          ) : (
            <p>Port security is off for it: nothing is held back, and it is in no group.</p>
          )}
          {guarded && groups.length === 0 ? <p>In no group, nothing gets in and nothing gets out.</p> : undefined}
        </>
      )}
    </ActionDialog>
  )
}

interface GroupsFieldProps {
  readonly world: NetworkWorld
  readonly projectId: string | undefined
  readonly value: string[] | undefined
  readonly onChange: (ids: string[]) => void
  readonly placeholder?: string
}

function GroupsField({ world, projectId, value = [], onChange, placeholder }: GroupsFieldProps) {
  const groups = world.groups.filter((one) => one.projectId === projectId || one.isShared || value.includes(one.id))
  return (
    <MultiSelect
      label="Security groups"
      placeholder={value.length === 0 ? (placeholder ?? 'None') : undefined}
      data={groups.map((one) => ({ value: one.id, label: isolated(nameOf(one)) }))}
      value={value}
      onChange={onChange}
    />
  )
}

function cidrsOf(world: NetworkWorld, networkId: string | null): string {
  const cidrs = networkId === null ? [] : world.subnetsOf(networkId).map(({ cidr }) => cidr)
  return cidrs.length === 0 ? '' : ` of ${cidrs.join(', ')}`
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}
