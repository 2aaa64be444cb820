/** The fields of a subnet: its addresses, its gateway, what DHCP tells. */
import { Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { useActions } from '../../../api/useActions.ts'
import { TwinRowsEditor } from '../../../ui/TwinRowsEditor.tsx'
import css from './Dialogs.module.css'
import { isIpv6, type SubnetFields } from './fields.ts'

const IPV6_MODES = [
  { value: 'slaac', label: 'SLAAC: instances make them up from what the router tells' },
  { value: 'dhcpv6-stateless', label: 'SLAAC, and DHCPv6 for name servers' },
  { value: 'dhcpv6-stateful', label: 'DHCPv6 hands them out' },
]

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
  const actions = useActions()
  const set = (change: Partial<SubnetFields>): void => onChange({ ...fields, ...change })
  const pools = Array.from({ length: 20 }, (_, at) => poolProblem(problem, at)).find(Boolean)
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
          error={fixed ? undefined : cidrProblem(problem('cidr'))}
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
          description={
            isOutside(actions, fields)
              ? 'It is outside of the subnet. Is that meant?'
              : 'Left empty: the first address.'
          }
          autoComplete="off"
          disabled={!fields.hasGateway}
          value={fields.gateway}
          error={gatewayProblem(problem('gateway'))}
          onChange={(event) => set({ gateway: event.currentTarget.value })}
        />
        <TextInput
          label="Handed out"
          description={fixed ? 'Ranges, with commas between.' : 'Ranges; left empty: all of it.'}
          placeholder="10.20.0.10-10.20.0.99"
          autoComplete="off"
          value={fields.pool}
          error={pools}
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
      {isIpv6(fields) && !fixed ? (
        <Select
          label="IPv6 addresses"
          placeholder="Nothing here tells instances theirs"
          clearable
          data={IPV6_MODES}
          value={fields.ipv6Mode ?? null}
          error={problem('ipv6Mode')}
          onChange={(value) => set({ ipv6Mode: (value ?? undefined) as SubnetFields['ipv6Mode'] })}
        />
      ) : undefined}
      <TwinRowsEditor
        what="route"
        label="Routes of the instances"
        description="DHCP tells them besides the gateway."
        first={{ label: 'Destination', placeholder: '10.9.0.0/16' }}
        second={{ label: 'Next hop', placeholder: '10.20.0.2' }}
        rows={fields.routes}
        problem={(at, which) => routeProblem(problem, `hostRoutes.${at}`, which)}
        onChange={(routes) => set({ routes })}
      />
    </fieldset>
  )
}

type Problem = SubnetFieldsetProps['problem']

function cidrProblem(problem: string | undefined): string | undefined {
  return problem?.startsWith('That is') ? problem : problem && 'Like 10.20.0.0/24 or fd00:20::/64.'
}

function gatewayProblem(problem: string | undefined): string | undefined {
  return /^(It|The)/.test(problem ?? '') ? problem : problem && 'An address inside the subnet.'
}

/** Of a range as a whole, or of one of its ends. */
function poolProblem(problem: Problem, at: number): string | undefined {
  const ends = problem(`pools.${at}.first`) ?? problem(`pools.${at}.last`)
  return problem(`pools.${at}`) ?? (ends && 'First and last address, with a hyphen between.')
}

/** Of routes, here and of routers: what is wrong with the whole stands at its first field. */
export function routeProblem(problem: Problem, path: string, which: 'first' | 'second'): string | undefined {
  if (which === 'first') return problem(path) ?? (problem(`${path}.destination`) && 'Like 10.9.0.0/16.')
  const hop = problem(`${path}.nextHop`)
  return hop?.startsWith('It is') ? hop : hop && 'An IP address.'
}

/** Neutron allows it; mostly it is a slip of the fingers. */
function isOutside(actions: ReturnType<typeof useActions>, { cidr, gateway, hasGateway }: SubnetFields): boolean {
  if (actions === undefined || !hasGateway || gateway.trim() === '') return false
  const { input } = actions.ACTIONS['subnet.create']
  const fits = input.safeParse({ name: 'x', networkId: 'x', cidr: cidr.trim(), gateway: gateway.trim() }).success
  return fits && !/^fe80:/i.test(gateway.trim()) && !actions.isInside(cidr.trim(), gateway.trim())
}
