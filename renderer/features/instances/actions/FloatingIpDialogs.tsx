/** Gives an instance a floating IP, one that is free or a new one, and takes it away again. */
import { Select } from '@mantine/core'
import { useState } from 'react'
import { useRows } from '../../../api/useRows.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { addressesOf } from './allowed.ts'
import type { InstanceDialogProps } from './dialogProps.ts'

/** Before the id of the network a new one is taken from. */
const NEW = 'new:'

export function AttachFloatingIpDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const floatingIps = useRows('live.floatingIps', { cloud, all: true }).rows ?? []
  const networks = useRows('live.networks', { cloud }).rows ?? []
  const ports = useRows('live.ports', { cloud, all: true }).rows
  const [chosen, setChosen] = useState<string>()
  const [place, setPlace] = useState<string>()
  const places = (ports ?? [])
    .filter(({ deviceId }) => deviceId === server.id)
    .flatMap(({ id, addresses }) => addresses.map(({ address }) => ({ portId: id, address })))
    .filter(({ address }) => !address.includes(':'))
  const free = floatingIps.filter(({ portId, projectId }) => portId === undefined && projectId === server.projectId)
  const external = networks.filter(({ isExternal }) => isExternal)
  const value = chosen ?? free[0]?.id ?? (external[0] === undefined ? undefined : `${NEW}${external[0].id}`)
  const target = places.find(({ address }) => address === place) ?? places[0]
  const steps = attachSteps(value, target, free)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Give ${isolated(server.name)} a floating IP`}
      submit="Give the floating IP"
      steps={steps}
      waiting={
        ports === undefined
          ? 'Reading its network cards…'
          : target === undefined
            ? 'It has no IPv4 address a floating IP could lead to.'
            : steps.length === 0
              ? 'There is no free floating IP and no external network to take one from.'
              : undefined
      }
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      <Select
        label="Floating IP"
        data-autofocus
        data={[
          ...free.map(({ id, address }) => ({ value: id, label: address })),
          ...external.map(({ id, name }) => ({ value: `${NEW}${id}`, label: `A new one from ${isolated(name)}` })),
        ]}
        value={value ?? null}
        allowDeselect={false}
        onChange={(next) => setChosen(next ?? undefined)}
      />
      {places.length < 2 ? undefined : (
        <Select
          label="Leads to"
          data={places.map(({ address }) => address)}
          value={target?.address ?? null}
          allowDeselect={false}
          onChange={(next) => setPlace(next ?? undefined)}
        />
      )}
    </ActionDialog>
  )
}

function attachSteps(
  value: string | undefined,
  target: { readonly portId: string; readonly address: string } | undefined,
  free: readonly { readonly id: string; readonly address: string }[],
): readonly ActionStep[] {
  if (value === undefined || target === undefined) return []
  const to = { portId: target.portId, fixedAddress: target.address }
  if (value.startsWith(NEW))
    return [{ action: 'floatingIp.create', input: { networkId: value.slice(NEW.length), ...to } }]
  const known = free.find(({ id }) => id === value)
  return known === undefined
    ? []
    : [{ action: 'floatingIp.attach', input: { id: known.id, name: known.address, ...to } }]
}

export function DetachFloatingIpDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const { rows } = useRows('live.floatingIps', { cloud, all: true })
  const own = addressesOf(server, 'floating')
  const there = (rows ?? []).filter(({ address }) => own.includes(address))
  const [chosen, setChosen] = useState<string>()
  const one = there.find(({ id }) => id === chosen) ?? there[0]
  return (
    <ActionDialog
      cloud={cloud}
      title={`Take a floating IP away from ${isolated(server.name)}`}
      submit={one === undefined ? 'Take it away' : `Take ${one.address} away`}
      steps={one === undefined ? [] : [{ action: 'floatingIp.detach', input: { id: one.id, name: one.address } }]}
      waiting={one === undefined ? 'Reading its floating IPs…' : undefined}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {there.length < 2 ? undefined : (
        <Select
          label="Floating IP"
          data-autofocus
          data={there.map(({ id, address }) => ({ value: id, label: address }))}
          value={one?.id ?? null}
          allowDeselect={false}
          onChange={(next) => setChosen(next ?? undefined)}
        />
      )}
      <p>It is no longer reached by that address. The address stays the project's, to be given to another instance.</p>
    </ActionDialog>
  )
}
