/** The fields of a subnet: its addresses, its gateway, what DHCP tells. */
import { Switch, TagsInput, TextInput } from '@mantine/core'
import css from './Dialogs.module.css'
import type { SubnetFields } from './fields.ts'

interface SubnetFieldsetProps {
  readonly legend: string
  readonly fields: SubnetFields
  readonly onChange: (fields: SubnetFields) => void
  readonly problem: (path: string) => string | undefined
  /** What it is called where no name is typed. */
  readonly optionalName?: string
  /** Its addresses stay what they are. */
  readonly fixed?: boolean
}

export function SubnetFieldset(props: SubnetFieldsetProps) {
  const { legend, fields, onChange, problem, optionalName, fixed = false } = props
  const set = (change: Partial<SubnetFields>): void => onChange({ ...fields, ...change })
  return (
    <fieldset className={css.group}>
      <legend>{legend}</legend>
      <div className={css.two}>
        <TextInput
          label="Addresses"
          description="IPv4 or IPv6, as a CIDR."
          placeholder="10.20.0.0/24"
          autoComplete="off"
          disabled={fixed}
          value={fields.cidr}
          error={fixed ? undefined : problem('cidr') && 'Like 10.20.0.0/24 or fd00:20::/64.'}
          onChange={(event) => set({ cidr: event.currentTarget.value })}
        />
        <TextInput
          label="Name"
          description={optionalName === undefined ? 'Any.' : 'Left empty, it is made from the network’s.'}
          placeholder={optionalName === '-subnet' ? undefined : optionalName}
          autoComplete="off"
          dir="auto"
          value={fields.name}
          error={optionalName === undefined ? problem(fixed ? 'newName' : 'name') : undefined}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label="Gateway"
          description="Left empty: the first address."
          autoComplete="off"
          disabled={!fields.hasGateway}
          value={fields.gateway}
          error={problem('gateway') && 'An address inside the subnet.'}
          onChange={(event) => set({ gateway: event.currentTarget.value })}
        />
        <TextInput
          label="Handed out"
          description="Left empty: all of it."
          placeholder="10.20.0.10-10.20.0.99"
          autoComplete="off"
          value={fields.pool}
          error={
            (problem('pools.0.first') ?? problem('pools.0.last')) && 'First and last address, with a hyphen between.'
          }
          onChange={(event) => set({ pool: event.currentTarget.value })}
        />
      </div>
      <Switch
        label="With a gateway"
        checked={fields.hasGateway}
        onChange={(event) => set({ hasGateway: event.currentTarget.checked })}
      />
      <Switch
        label="DHCP tells instances their addresses"
        checked={fields.hasDhcp}
        onChange={(event) => set({ hasDhcp: event.currentTarget.checked })}
      />
      <TagsInput
        label="Name servers"
        description="DHCP tells them to the instances."
        placeholder={fields.dns.length === 0 ? '192.168.1.1, then Enter' : undefined}
        splitChars={[',', ' ']}
        maxTags={5}
        acceptValueOnBlur
        value={[...fields.dns]}
        error={fields.dns.map((_, at) => problem(`dns.${at}`)).some(Boolean) ? 'Addresses only.' : undefined}
        onChange={(dns) => set({ dns })}
      />
    </fieldset>
  )
}
