/** Routers: made with their way out and their networks, and changed. */
import { MultiSelect, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { TwinRowsEditor } from '../../../ui/TwinRowsEditor.tsx'
import { sameTwins, twinsOf } from '../../../ui/twinRows.ts'
import type { DialogProps } from './asked.ts'
import { MADE, withIds } from './chain.ts'
import { given, routesOf } from './fields.ts'
import { externals, inner, type RouterProps, SnatSwitch } from './RouterParts.tsx'
import { routeProblem } from './SubnetFieldset.tsx'

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
