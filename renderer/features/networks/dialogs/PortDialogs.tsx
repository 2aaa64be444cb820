/** Ports made before there is an instance for them, and ports changed: addresses, groups, what is enforced on them. */
import { Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Port } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { sameTwins, type TwinRow, twinsOf } from '../../../ui/twinRows.ts'
import { nameOf, portName } from '../world.ts'
import { type DialogProps, mayChange } from './asked.ts'
import { given } from './fields.ts'
import { AddressPairs, cidrsOf, GroupsField, GuardSwitch, NOT_OWNER } from './PortParts.tsx'
import { addressesInput, pairsInput } from './portFields.ts'

export function NewPortDialog({ cloud, me, world, onClose }: DialogProps) {
  const networks = world.networks.filter((one) => mayChange(me, one) || one.isShared)
  const [networkId, setNetworkId] = useState<string | null>(networks[0]?.id ?? null)
  const [name, setName] = useState('')
  const [address, setAddress] = useState('')
  const [groups, setGroups] = useState<string[]>()
  const [mac, setMac] = useState('')
  const [description, setDescription] = useState('')
  const [guarded, setGuarded] = useState(true)
  const [pairs, setPairs] = useState<readonly TwinRow[]>([])
  const network = networks.find(({ id }) => id === networkId)
  const owns = network !== undefined && mayChange(me, network)
  return (
    <ActionDialog
      cloud={cloud}
      title="New port"
      size={560}
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
                  ...given({ description }),
                  ...(owns ? given({ mac: mac.trim() }) : {}),
                  ...(address.trim() === '' || !owns ? {} : { fixedIps: [{ address: address.trim() }] }),
                  ...(groups === undefined || !guarded ? {} : { securityGroupIds: groups }),
                  ...(guarded || !owns ? {} : { hasPortSecurity: false }),
                  ...(guarded && owns && pairsInput(pairs).length > 0
                    ? { allowedAddressPairs: pairsInput(pairs) }
                    : {}),
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
            description={owns ? `Left empty, a free one${cidrsOf(world, networkId)}.` : NOT_OWNER}
            autoComplete="off"
            disabled={!owns}
            value={owns ? address : ''}
            error={(problem('fixedIps.0') ?? problem('fixedIps.0.address')) && 'An IP address.'}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <TextInput
            label="MAC address"
            description={owns ? 'Left empty, one is made up.' : NOT_OWNER}
            placeholder="fa:16:3e:00:00:01"
            autoComplete="off"
            disabled={!owns}
            value={owns ? mac : ''}
            error={problem('mac')}
            onChange={(event) => setMac(event.currentTarget.value)}
          />
          <TextInput
            label="Description"
            autoComplete="off"
            dir="auto"
            value={description}
            error={problem('description')}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          {owns ? <GuardSwitch checked={guarded} onChange={setGuarded} /> : undefined}
          {guarded || !owns ? (
            <GroupsField
              world={world}
              projectId={me?.project.id}
              value={groups}
              onChange={setGroups}
              placeholder="The project’s group “default”"
            />
          ) : undefined}
          {guarded && owns ? <AddressPairs rows={pairs} onChange={setPairs} problem={problem} /> : undefined}
        </>
      )}
    </ActionDialog>
  )
}

export function EditPortDialog({ cloud, me, port, world, onClose }: DialogProps & { readonly port: Port }) {
  const [name, setName] = useState(port.name)
  const [description, setDescription] = useState(port.description)
  const [isEnabled, setIsEnabled] = useState(port.isEnabled)
  const [groups, setGroups] = useState<string[]>([...port.securityGroupIds])
  const wasGuarded = port.hasPortSecurity !== false
  const [guarded, setGuarded] = useState(wasGuarded)
  const pairsBefore = twinsOf(port.allowedAddressPairs.map(({ address, mac }) => [address, mac ?? '']))
  const [pairs, setPairs] = useState(pairsBefore)
  const addressesBefore = port.addresses.map(({ address }) => address)
  const [addresses, setAddresses] = useState<readonly string[]>(addressesBefore)
  const network = world.network.get(port.networkId)
  const owns = network !== undefined && mayChange(me, network)
  // Neutron takes port security off only where no group and no pair is left.
  const groupsNow = guarded ? groups : []
  const pairsNow = guarded ? pairs : []
  const change = {
    ...(name === port.name ? {} : { newName: name }),
    ...(description === port.description ? {} : { description }),
    ...(isEnabled === port.isEnabled ? {} : { isEnabled }),
    ...(sameSet(addresses, addressesBefore) ? {} : { fixedIps: addressesInput(addresses, port.addresses) }),
    ...(guarded === wasGuarded ? {} : { hasPortSecurity: guarded }),
    ...(sameSet(groupsNow, port.securityGroupIds) ? {} : { securityGroupIds: groupsNow }),
    ...(sameTwins(pairsNow, pairsBefore) ? {} : { allowedAddressPairs: pairsInput(pairsNow) }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Change ${isolated(portName(port))}`}
      size={560}
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
          <TextInput
            label="Description"
            autoComplete="off"
            dir="auto"
            value={description}
            error={problem('description')}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Switch
            label="Turned on"
            description="Turned off, it carries nothing."
            checked={isEnabled}
            onChange={(event) => setIsEnabled(event.currentTarget.checked)}
          />
          <TagsInput
            label="Addresses"
            description={
              owns
                ? `Addresses${cidrsOf(world, port.networkId)}. An instance learns of new ones when it asks DHCP again.`
                : NOT_OWNER
            }
            disabled={!owns}
            splitChars={[',', ' ']}
            maxTags={5}
            acceptValueOnBlur
            value={[...addresses]}
            error={
              addresses.some((_, at) => problem(`fixedIps.${at}`) ?? problem(`fixedIps.${at}.address`))
                ? 'IP addresses only.'
                : undefined
            }
            onChange={setAddresses}
          />
          {owns ? <GuardSwitch checked={guarded} onChange={setGuarded} /> : undefined}
          {guarded ? (
            <>
              <GroupsField world={world} projectId={port.projectId} value={groups} onChange={setGroups} />
              {owns ? <AddressPairs rows={pairs} onChange={setPairs} problem={problem} /> : undefined}
            </>
          ) : (
            <p>Port security is off for it: nothing is held back, and it is in no group.</p>
          )}
          {guarded && groups.length === 0 ? <p>In no group, nothing gets in and nothing gets out.</p> : undefined}
        </>
      )}
    </ActionDialog>
  )
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one))
}
