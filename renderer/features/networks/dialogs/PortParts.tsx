/** What the dialogs about ports share: security, groups, and addresses they may use besides their own. */
import { MultiSelect, Switch } from '@mantine/core'
import { isolated } from '../../../ui/bidi.ts'
import { TwinRowsEditor } from '../../../ui/TwinRowsEditor.tsx'
import type { TwinRow } from '../../../ui/twinRows.ts'
import { type NetworkWorld, nameOf } from '../world.ts'

/** Neutron's policies create_port:mac_address, :fixed_ips:ip_address, :port_security_enabled, :allowed_address_pairs. */
export const NOT_OWNER = 'The network belongs to another project: only its owner chooses.'

export function GuardSwitch(props: { readonly checked: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <Switch
      label="Port security"
      description="It is held to its own addresses and to security groups. Off, nothing is held back: for routers and firewalls in instances."
      checked={props.checked}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  )
}

interface AddressPairsProps {
  readonly rows: readonly TwinRow[]
  readonly onChange: (rows: readonly TwinRow[]) => void
  readonly problem: (path: string) => string | undefined
}

export function AddressPairs({ rows, onChange, problem }: AddressPairsProps) {
  return (
    <TwinRowsEditor
      what="address pair"
      label="May also use"
      description="Addresses besides its own, for VRRP and the like. Without a MAC address, with its own."
      first={{ label: 'Address or CIDR', placeholder: '10.20.0.200' }}
      second={{ label: 'MAC address of the pair', placeholder: 'Its own' }}
      rows={rows}
      problem={(at, field) =>
        field === 'first'
          ? problem(`allowedAddressPairs.${at}.address`) && 'An IP address, or a CIDR.'
          : problem(`allowedAddressPairs.${at}.mac`)
      }
      onChange={onChange}
    />
  )
}

interface GroupsFieldProps {
  readonly world: NetworkWorld
  readonly projectId: string | undefined
  readonly value: string[] | undefined
  readonly onChange: (ids: string[]) => void
  readonly placeholder?: string
}

export function GroupsField({ world, projectId, value = [], onChange, placeholder }: GroupsFieldProps) {
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

export function cidrsOf(world: NetworkWorld, networkId: string | null): string {
  const cidrs = networkId === null ? [] : world.subnetsOf(networkId).map(({ cidr }) => cidr)
  return cidrs.length === 0 ? '' : ` of ${cidrs.join(', ')}`
}
