/** A router's ways: out to another network, and to the subnets it serves. */
import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { sidesOf } from '../world.ts'
import { given } from './fields.ts'
import { externals, inner, type RouterProps, SnatSwitch } from './RouterParts.tsx'

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
