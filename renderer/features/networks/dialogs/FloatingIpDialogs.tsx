/** Floating IPs: taken from an external network, led to a port's address. */
import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FloatingIp } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { nameOf, ownerOf } from '../world.ts'
import type { DialogProps } from './asked.ts'
import { given } from './fields.ts'
import { type Place, placesFor } from './places.ts'

const NO_WAY = 'No router leads there from that network; connect it first.'

export function NewFloatingIpDialog({ cloud, me, world, onClose }: DialogProps) {
  const externals = world.networks.filter(({ isExternal }) => isExternal)
  const [networkId, setNetworkId] = useState<string | null>(externals[0]?.id ?? null)
  const [place, setPlace] = useState<string | null>(null)
  const [address, setAddress] = useState('')
  const [description, setDescription] = useState('')
  const places = placesFor(world, me?.project.id, networkId ?? undefined)
  const to = places.find(({ value }) => value === place)
  return (
    <ActionDialog
      cloud={cloud}
      title="New floating IP"
      submit="Take a floating IP"
      steps={
        networkId === null
          ? []
          : [
              {
                action: 'floatingIp.create',
                input: {
                  networkId,
                  ...(to === undefined ? {} : { portId: to.portId, fixedAddress: to.fixedAddress }),
                  ...given({ address, description }),
                },
              },
            ]
      }
      waiting={
        networkId === null ? 'There is no external network to take one from; an administrator makes one.' : undefined
      }
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Select
            label="From"
            allowDeselect={false}
            data={externals.map((one) => ({ value: one.id, label: isolated(nameOf(one)) }))}
            value={networkId}
            onChange={setNetworkId}
          />
          <PlaceSelect places={places} value={place} onChange={setPlace} clearable />
          {me?.isAdmin === true ? (
            <TextInput
              label="A certain address"
              description="Left empty, any that is free. Only administrators may choose."
              autoComplete="off"
              value={address}
              error={problem('address') && 'An IP address.'}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
          ) : undefined}
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

export function DescribeDialog({ cloud, floatingIp, onClose }: DialogProps & { readonly floatingIp: FloatingIp }) {
  const { address, id } = floatingIp
  const [description, setDescription] = useState(floatingIp.description)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Describe ${address}`}
      submit="Save"
      steps={[{ action: 'floatingIp.describe', input: { id, name: address, description } }]}
      waiting={description === floatingIp.description ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [id], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <TextInput
          label="Description"
          data-autofocus
          autoComplete="off"
          dir="auto"
          value={description}
          error={problem('description')}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      )}
    </ActionDialog>
  )
}

export function AttachDialog({ cloud, floatingIp, world, onClose }: DialogProps & { readonly floatingIp: FloatingIp }) {
  const { address, id, networkId, portId, projectId } = floatingIp
  const places = placesFor(world, projectId, networkId)
  const [place, setPlace] = useState<string | null>(places.length === 1 ? (places[0]?.value ?? null) : null)
  const to = places.find(({ value }) => value === place)
  const before = world.port.get(portId ?? '')
  return (
    <ActionDialog
      cloud={cloud}
      title={`Lead ${address} to an instance`}
      submit="Attach"
      steps={
        to === undefined
          ? []
          : [
              {
                action: 'floatingIp.attach',
                input: { id, name: address, portId: to.portId, fixedAddress: to.fixedAddress },
              },
            ]
      }
      waiting={
        places.length === 0
          ? 'There is no instance with an address it could lead to.'
          : to === undefined
            ? 'Choose where it leads.'
            : undefined
      }
      mark={{ ids: [id], words: 'Attaching' }}
      onClose={onClose}
    >
      <PlaceSelect places={places} value={place} onChange={setPlace} />
      {before === undefined ? undefined : <p>It no longer leads to {isolated(ownerOf(world, before))} then.</p>}
    </ActionDialog>
  )
}

interface PlaceSelectProps {
  readonly places: readonly Place[]
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly clearable?: boolean
}

function PlaceSelect({ places, value, onChange, clearable = false }: PlaceSelectProps) {
  const chosen = places.find((one) => one.value === value)
  return (
    <Select
      label="Leads to"
      searchable
      clearable={clearable}
      allowDeselect={clearable}
      placeholder={clearable ? 'Nobody yet' : 'An instance'}
      nothingFoundMessage="No such instance."
      data={places.map(({ value: one, words }) => ({ value: one, label: words }))}
      value={value}
      error={chosen?.isReached === false ? NO_WAY : undefined}
      onChange={onChange}
    />
  )
}
