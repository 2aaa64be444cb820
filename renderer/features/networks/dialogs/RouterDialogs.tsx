/** Routers: made with their way out and their networks, changed, led out, connected. */
import { MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Router } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { TwinRowsEditor } from '../../../ui/TwinRowsEditor.tsx'
import { sameTwins, twinsOf } from '../../../ui/twinRows.ts'
import { type NetworkWorld, nameOf, sidesOf } from '../world.ts'
import { type DialogProps, mayChange } from './asked.ts'
import { MADE, withIds } from './chain.ts'
import { given, routesOf } from './fields.ts'
import { routeProblem } from './SubnetFieldset.tsx'

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
  const [hasSnat, setHasSnat] = useState(true)
  const [description, setDescription] = useState('')
  const steps: readonly ActionStep[] = [
    {
      action: 'router.create',
      input: {
        name,
        ...given({ description }),
        // What is so anyway needs no administrator.
        ...(gateway === null ? {} : { gateway: { networkId: gateway, ...(hasSnat ? {} : { hasSnat }) } }),
      },
    },
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
          {me?.isAdmin === true && gateway !== null ? (
            <SnatSwitch checked={hasSnat} onChange={setHasSnat} disabled={done > 0} />
          ) : undefined}
          <MultiSelect
            label="Connects"
            description="It takes the gateway’s address in each of them."
            placeholder={sides.length === 0 ? 'Subnets' : undefined}
            disabled={done > 0}
            data={inner({ me, world })}
            value={sides}
            onChange={setSides}
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
        </>
      )}
    </ActionDialog>
  )
}

interface SnatSwitchProps {
  readonly checked: boolean
  readonly onChange: (on: boolean) => void
  readonly disabled?: boolean
}

/** Neutron's policy create_router:external_gateway_info:enable_snat: administrators. */
function SnatSwitch({ checked, onChange, disabled = false }: SnatSwitchProps) {
  return (
    <Switch
      label="Instances without a floating IP get out in its name"
      description="Source NAT. Without, the network outside has to know the way back to them."
      disabled={disabled}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}

interface RouterProps extends DialogProps {
  readonly router: Router
}

export function EditRouterDialog({ cloud, router, onClose }: RouterProps) {
  const [name, setName] = useState(router.name)
  const [description, setDescription] = useState(router.description)
  const [isEnabled, setIsEnabled] = useState(router.isEnabled)
  const before = twinsOf(router.routes.map(({ destination, nextHop }) => [destination, nextHop]))
  const [routes, setRoutes] = useState(before)
  const change = {
    ...(name === router.name ? {} : { newName: name }),
    ...(description === router.description ? {} : { description }),
    ...(isEnabled === router.isEnabled ? {} : { isEnabled }),
    ...(sameTwins(routes, before) ? {} : { routes: routesOf(routes) }),
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
          <TwinRowsEditor
            what="route"
            label="Static routes"
            description="Where it sends what is for networks it is not connected to. The next hop is on one it is connected to."
            first={{ label: 'Destination', placeholder: '10.9.0.0/16' }}
            second={{ label: 'Next hop', placeholder: '10.20.0.2' }}
            rows={routes}
            problem={(at, which) => routeProblem(problem, `routes.${at}`, which)}
            onChange={setRoutes}
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
  const didSnat = router.gateway?.hasSnat !== false
  const [hasSnat, setHasSnat] = useState(didSnat)
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
                input: {
                  id: router.id,
                  name: router.name,
                  gateway: { networkId, ...given({ address }), ...(hasSnat === didSnat ? {} : { hasSnat }) },
                },
              },
            ]
      }
      waiting={
        networkId === null
          ? 'There is no external network: an administrator makes one.'
          : networkId === before && address === '' && hasSnat === didSnat
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
          {me?.isAdmin === true ? <SnatSwitch checked={hasSnat} onChange={setHasSnat} /> : undefined}
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
