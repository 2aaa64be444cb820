/** Routers: made with their way out and their networks, changed, led out, connected. */
import { MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Router } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { type NetworkWorld, nameOf, sidesOf } from '../world.ts'
import { type DialogProps, mayChange } from './asked.ts'
import { MADE, withIds } from './chain.ts'
import { given } from './fields.ts'

type Choice = { readonly value: string; readonly label: string }

/** Where routers may lead out. */
function externals(world: NetworkWorld): Choice[] {
  return world.networks
    .filter(({ isExternal }) => isExternal)
    .map((one) => ({ value: one.id, label: isolated(nameOf(one)) }))
}

/** Subnets a person may connect, by the network they are of. */
function inner({ me, world }: Pick<DialogProps, 'me' | 'world'>, except: ReadonlySet<string> = new Set()): Choice[] {
  return world.subnets.flatMap((subnet) => {
    const network = world.network.get(subnet.networkId)
    const own = network !== undefined && !network.isExternal && (mayChange(me, network) || network.isShared)
    if (!own || except.has(subnet.id)) return []
    return [{ value: subnet.id, label: `${isolated(nameOf(network))}: ${subnet.cidr}` }]
  })
}

export function NewRouterDialog({ cloud, world, me, onClose }: DialogProps) {
  const outside = externals(world)
  const [name, setName] = useState('')
  const [gateway, setGateway] = useState<string | null>(outside[0]?.value ?? null)
  const [sides, setSides] = useState<string[]>([])
  const steps: readonly ActionStep[] = [
    { action: 'router.create', input: { name, ...(gateway === null ? {} : { gateway: { networkId: gateway } }) } },
    ...sides.map(
      (subnetId): ActionStep => ({
        action: 'router.addInterface',
        input: { id: MADE.router, name, side: { subnetId } },
      }),
    ),
  ]
  return (
    <ActionDialog
      cloud={cloud}
      title="New router"
      submit="Create the router"
      steps={steps}
      chain={(step, answers) => withIds(step, answers, { router: 0 })}
      onClose={onClose}
    >
      {(problem, done) => (
        <>
          {done > 0 ? <p>The router {isolated(name)} is made already; what is left is connected again.</p> : undefined}
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
          <Select
            label="Leads out to"
            description="Instances behind it get out in its name; floating IPs lead in through it."
            placeholder={outside.length === 0 ? 'There is no external network' : 'Nowhere: between networks only'}
            clearable
            disabled={done > 0 || outside.length === 0}
            data={outside}
            value={gateway}
            onChange={setGateway}
          />
          <MultiSelect
            label="Connects"
            description="It takes the gateway’s address in each of them."
            placeholder={sides.length === 0 ? 'Subnets' : undefined}
            disabled={done > 0}
            data={inner({ me, world })}
            value={sides}
            onChange={setSides}
          />
        </>
      )}
    </ActionDialog>
  )
}

interface RouterProps extends DialogProps {
  readonly router: Router
}

export function EditRouterDialog({ cloud, router, onClose }: RouterProps) {
  const [name, setName] = useState(router.name)
  const [description, setDescription] = useState(router.description)
  const [isEnabled, setIsEnabled] = useState(router.isEnabled)
  const change = {
    ...(name === router.name ? {} : { newName: name }),
    ...(description === router.description ? {} : { description }),
    ...(isEnabled === router.isEnabled ? {} : { isEnabled }),
  }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Change ${isolated(router.name)}`}
      submit="Save"
      steps={[{ action: 'router.update', input: { id: router.id, name: router.name, ...change } }]}
      waiting={Object.keys(change).length === 0 ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [router.id], words: 'Changing' }}
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
            description="Turned off, it lets nothing through."
            checked={isEnabled}
            onChange={(event) => setIsEnabled(event.currentTarget.checked)}
          />
        </>
      )}
    </ActionDialog>
  )
}

export function GatewayDialog({ cloud, me, router, world, onClose }: RouterProps) {
  const outside = externals(world)
  const [networkId, setNetworkId] = useState(router.gateway?.networkId ?? outside[0]?.value ?? null)
  const [address, setAddress] = useState('')
  const before = router.gateway?.networkId
  return (
    <ActionDialog
      cloud={cloud}
      title={`Way out of ${isolated(router.name)}`}
      submit="Set the way out"
      steps={
        networkId === null
          ? []
          : [
              {
                action: 'router.setGateway',
                input: { id: router.id, name: router.name, gateway: { networkId, ...given({ address }) } },
              },
            ]
      }
      waiting={
        networkId === null
          ? 'There is no external network: an administrator makes one.'
          : networkId === before && address === ''
            ? 'It leads there already.'
            : undefined
      }
      mark={{ ids: [router.id], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <Select
            label="Leads out to"
            data-autofocus
            allowDeselect={false}
            data={outside}
            value={networkId}
            onChange={setNetworkId}
          />
          {me?.isAdmin === true ? (
            <TextInput
              label="Address outside"
              description="Left empty, a free one. Only administrators may choose."
              autoComplete="off"
              value={address}
              error={problem('gateway.address') && 'An address of that network.'}
              onChange={(event) => setAddress(event.currentTarget.value)}
            />
          ) : undefined}
        </>
      )}
    </ActionDialog>
  )
}

export function ConnectDialog({ cloud, me, router, world, onClose }: RouterProps) {
  const joined = new Set(
    sidesOf(world, router.id).flatMap(({ addresses }) => addresses.map(({ subnetId }) => subnetId)),
  )
  const choices = inner({ me, world }, joined)
  const [chosen, setChosen] = useState<string | null>(choices[0]?.value ?? null)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Connect a network to ${isolated(router.name)}`}
      submit="Connect"
      steps={
        chosen === null
          ? []
          : [
              {
                action: 'router.addInterface',
                input: { id: router.id, name: router.name, side: { subnetId: chosen } },
              },
            ]
      }
      waiting={chosen === null ? 'Every subnet there is is connected to it. Make a network first.' : undefined}
      mark={{ ids: [router.id], words: 'Connecting' }}
      onClose={onClose}
    >
      <Select
        label="Subnet"
        description="The router takes the gateway’s address in it."
        data-autofocus
        allowDeselect={false}
        data={choices}
        value={chosen}
        onChange={setChosen}
      />
    </ActionDialog>
  )
}
