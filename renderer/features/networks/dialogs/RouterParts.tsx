/** What the dialogs about routers share: where they may lead, and source NAT. */
import { Switch } from '@mantine/core'
import type { Router } from '../../../../electron/contract/live.ts'
import { isolated } from '../../../ui/bidi.ts'
import { type NetworkWorld, nameOf } from '../world.ts'
import { type DialogProps, mayChange } from './asked.ts'

type Choice = { readonly value: string; readonly label: string }

/** Where routers may lead out. */
export function externals(world: NetworkWorld): Choice[] {
  return world.networks
    .filter(({ isExternal }) => isExternal)
    .map((one) => ({ value: one.id, label: isolated(nameOf(one)) }))
}

/** Subnets a person may connect, by the network they are of. */
export function inner(
  { me, world }: Pick<DialogProps, 'me' | 'world'>,
  except: ReadonlySet<string> = new Set(),
): Choice[] {
  return world.subnets.flatMap((subnet) => {
    const network = world.network.get(subnet.networkId)
    const own = network !== undefined && !network.isExternal && (mayChange(me, network) || network.isShared)
    if (!own || except.has(subnet.id)) return []
    return [{ value: subnet.id, label: `${isolated(nameOf(network))}: ${subnet.cidr}` }]
  })
}

interface SnatSwitchProps {
  readonly checked: boolean
  readonly onChange: (on: boolean) => void
  readonly disabled?: boolean
}

/** Neutron's policy create_router:external_gateway_info:enable_snat: administrators. */
export function SnatSwitch({ checked, onChange, disabled = false }: SnatSwitchProps) {
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

export interface RouterProps extends DialogProps {
  readonly router: Router
}
