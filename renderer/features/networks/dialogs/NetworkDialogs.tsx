/** A network made together with its first subnet and its way out; and one changed. */
import { Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Network } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import type { DialogProps } from './asked.ts'
import { mayChange } from './asked.ts'
import { withIds } from './chain.ts'
import css from './Dialogs.module.css'
import { NEW_NETWORK, NEW_SUBNET, type NetworkFields, networkChange, networkSteps } from './fields.ts'
import { SubnetFieldset } from './SubnetFieldset.tsx'

type Problem = (path: string) => string | undefined

export function NewNetworkDialog({ cloud, world, me, onClose }: DialogProps) {
  const [fields, setFields] = useState(NEW_NETWORK)
  const [subnet, setSubnet] = useState(NEW_SUBNET)
  const [withSubnet, setWithSubnet] = useState(true)
  const own = world.routers.filter((router) => mayChange(me, router))
  // Whoever has one way out wants it most of the time; it is seen, and can be taken back.
  const [routerId, setRouterId] = useState(() => {
    const leading = own.filter(({ gateway }) => gateway !== undefined)
    return leading.length === 1 ? (leading[0]?.id ?? null) : null
  })
  const router = withSubnet ? own.find(({ id }) => id === routerId) : undefined
  const steps = networkSteps(
    fields,
    withSubnet ? subnet : undefined,
    router === undefined ? undefined : { id: router.id, name: router.name },
  )
  return (
    <ActionDialog
      cloud={cloud}
      title="New network"
      submit="Create the network"
      size={560}
      steps={steps}
      chain={(step, answers) => withIds(step, answers, { network: 0, subnet: 1 })}
      onClose={onClose}
    >
      {(problem, done) => (
        <>
          {done === 0 ? (
            <NetworkFieldset fields={fields} onChange={setFields} problem={problem} isNew />
          ) : (
            <p>
              The network {isolated(fields.name)} is made already{done > 1 ? ', and so is its subnet' : ''}; what is
              left is sent again.
            </p>
          )}
          {done > 1 ? undefined : (
            <>
              {done > 0 ? undefined : (
                <Switch
                  label="With a subnet"
                  description="Without one its ports have no addresses."
                  checked={withSubnet}
                  onChange={(event) => setWithSubnet(event.currentTarget.checked)}
                />
              )}
              {withSubnet ? (
                <SubnetFieldset
                  legend="First subnet"
                  fields={subnet}
                  onChange={setSubnet}
                  problem={problem}
                  optionalName={`${fields.name}-subnet`}
                />
              ) : undefined}
            </>
          )}
          {withSubnet && own.length > 0 ? (
            <Select
              label="Way out"
              description="The router that leads from the network to others and to the LAN."
              placeholder="None: instances on it reach each other only"
              clearable
              data={own.map(({ id, name }) => ({ value: id, label: isolated(name) }))}
              value={routerId}
              onChange={setRouterId}
            />
          ) : undefined}
          {done === 0 && me?.isAdmin === true ? (
            <AdminFieldset fields={fields} onChange={setFields} problem={problem} isNew />
          ) : undefined}
        </>
      )}
    </ActionDialog>
  )
}

interface EditProps extends DialogProps {
  readonly network: Network
}

export function EditNetworkDialog({ cloud, me, network, onClose }: EditProps) {
  const [fields, setFields] = useState<NetworkFields>({
    ...NEW_NETWORK,
    name: network.name,
    description: network.description,
    isEnabled: network.isEnabled,
    mtu: network.mtu === undefined ? '' : String(network.mtu),
    hasPortSecurity: network.hasPortSecurity !== false,
    isShared: network.isShared,
    isExternal: network.isExternal,
  })
  const change = networkChange(network, fields)
  const nothing = Object.keys(change).length === 0
  return (
    <ActionDialog
      cloud={cloud}
      title={`Change ${isolated(network.name)}`}
      submit="Save"
      steps={[{ action: 'network.update', input: { id: network.id, name: network.name, ...change } }]}
      waiting={nothing ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [network.id], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <NetworkFieldset fields={fields} onChange={setFields} problem={problem} />
          {me?.isAdmin === true ? <AdminFieldset fields={fields} onChange={setFields} problem={problem} /> : undefined}
          {network.isEnabled && !fields.isEnabled ? (
            <p>Turned off, it carries nothing: instances on it no longer reach anything by it.</p>
          ) : undefined}
        </>
      )}
    </ActionDialog>
  )
}

interface FieldsetProps {
  readonly fields: NetworkFields
  readonly onChange: (fields: NetworkFields) => void
  readonly problem: Problem
  readonly isNew?: boolean
}

const PROVIDERS = [
  { value: 'geneve', label: 'Geneve: tunnels between the machines' },
  { value: 'vxlan', label: 'VXLAN: tunnels, of clouds that have them' },
  { value: 'vlan', label: 'VLAN of a physical network' },
  { value: 'flat', label: 'Flat: the physical network itself' },
]

function NetworkFieldset({ fields, onChange, problem, isNew = false }: FieldsetProps) {
  const set = (change: Partial<NetworkFields>): void => onChange({ ...fields, ...change })
  return (
    <>
      <TextInput
        label="Name"
        data-autofocus
        autoComplete="off"
        dir="auto"
        value={fields.name}
        error={problem(isNew ? 'name' : 'newName')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Description"
        autoComplete="off"
        dir="auto"
        value={fields.description}
        error={problem('description')}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
      <Switch
        label="Turned on"
        checked={fields.isEnabled}
        onChange={(event) => set({ isEnabled: event.currentTarget.checked })}
      />
      <Switch
        label="Port security"
        description="Ports are held to their own addresses and security groups. Off, nothing is held back; ports there are keep theirs."
        checked={fields.hasPortSecurity}
        onChange={(event) => set({ hasPortSecurity: event.currentTarget.checked })}
      />
      <TextInput
        label="MTU"
        description="Bytes of the largest packet. Left empty: as large as what carries it allows."
        inputMode="numeric"
        autoComplete="off"
        value={fields.mtu}
        error={problem('mtu') && 'A number from 68 to 65535; IPv6 needs 1280.'}
        onChange={(event) => set({ mtu: event.currentTarget.value })}
      />
    </>
  )
}

/** What only administrators may choose (Neutron's policies create_network:shared, :router:external, :provider:*). */
function AdminFieldset({ fields, onChange, problem, isNew = false }: FieldsetProps) {
  const set = (change: Partial<NetworkFields>): void => onChange({ ...fields, ...change })
  return (
    <fieldset className={css.group}>
      <legend>For administrators</legend>
      <Switch
        label="Shared: instances of every project may be on it"
        checked={fields.isShared}
        onChange={(event) => set({ isShared: event.currentTarget.checked })}
      />
      <Switch
        label="External: routers may lead out by it, and floating IPs are taken from it"
        checked={fields.isExternal}
        onChange={(event) => set({ isExternal: event.currentTarget.checked })}
      />
      {isNew ? (
        <Select
          label="Carried by"
          placeholder="What the cloud does by itself"
          clearable
          data={PROVIDERS}
          value={fields.provider ?? null}
          onChange={(value) => set({ provider: (value ?? undefined) as NetworkFields['provider'] })}
        />
      ) : undefined}
      {isNew && (fields.provider === 'vlan' || fields.provider === 'flat') ? (
        <TextInput
          label="Physical network"
          description="As the machines call it; Stackstead's is physnet1."
          autoComplete="off"
          value={fields.physicalNetwork}
          error={problem('provider.physicalNetwork')}
          onChange={(event) => set({ physicalNetwork: event.currentTarget.value })}
        />
      ) : undefined}
      {isNew && fields.provider !== undefined && fields.provider !== 'flat' ? (
        <TextInput
          label={{ vlan: 'VLAN', geneve: 'Geneve number', vxlan: 'VXLAN number' }[fields.provider]}
          description="Left empty, a free one is taken."
          inputMode="numeric"
          autoComplete="off"
          value={fields.segment}
          error={problem('provider.segmentationId')}
          onChange={(event) => set({ segment: event.currentTarget.value })}
        />
      ) : undefined}
    </fieldset>
  )
}
