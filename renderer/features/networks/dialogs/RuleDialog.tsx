/** A rule added to a security group: one of the usual ones, or one of the person's own. */
import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SecurityGroup } from '../../../../electron/contract/live.ts'
import { useActions } from '../../../api/useActions.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { count } from '../../../ui/words.ts'
import { nameOf } from '../world.ts'
import type { DialogProps } from './asked.ts'
import css from './Dialogs.module.css'
import { hasPorts, NEW_RULE, type RuleFields, ruleInput } from './ruleFields.ts'

const OWN = 'own'
const PROTOCOLS = [
  { value: 'tcp', label: 'TCP' },
  { value: 'udp', label: 'UDP' },
  { value: 'icmp', label: 'ICMP (ping and its errors)' },
  { value: 'any', label: 'Everything' },
  { value: 'other', label: 'Another, by its name or number' },
]

export function NewRuleDialog({ cloud, group, world, onClose }: DialogProps & { readonly group: SecurityGroup }) {
  const actions = useActions()
  const [what, setWhat] = useState(OWN)
  const [fields, setFields] = useState(NEW_RULE)
  const target = { id: group.id, name: group.name }
  const preset = actions?.RULE_PRESETS.find(({ id }) => id === what)
  const steps: readonly ActionStep[] =
    preset === undefined || actions === undefined
      ? [{ action: 'securityGroupRule.create', input: ruleInput(fields, target) }]
      : actions.rulesOf(preset, target).map((input) => ({ action: 'securityGroupRule.create', input }))
  const unchosen = preset === undefined && fields.side === 'group' && fields.fromGroupId === undefined
  return (
    <ActionDialog
      cloud={cloud}
      title={`Add a rule to ${isolated(nameOf(group))}`}
      submit={steps.length === 1 ? 'Add the rule' : `Add ${count(steps.length, 'rule')}`}
      size={560}
      steps={steps}
      // Those that are there already are not sent again after a failure.
      chain={(step) => step}
      waiting={unchosen ? 'Choose the group whose members it is for.' : undefined}
      mark={{ ids: [group.id], words: 'Adding a rule' }}
      onClose={onClose}
    >
      {(problem, done) => (
        <>
          {done > 0 ? (
            <p>
              {count(done, 'rule')} of them {done === 1 ? 'is' : 'are'} added already.
            </p>
          ) : undefined}
          <SegmentedControl
            aria-label="What it lets through"
            disabled={done > 0}
            data={[
              { value: OWN, label: 'My own' },
              ...(actions?.RULE_PRESETS ?? []).map(({ id, title }) => ({ value: id, label: title })),
            ]}
            value={what}
            onChange={setWhat}
          />
          {preset === undefined ? (
            <RuleFieldset
              fields={fields}
              onChange={setFields}
              problem={problem}
              groups={world.groups.map((one) => ({ value: one.id, label: isolated(nameOf(one)) }))}
            />
          ) : (
            <p>{preset.explains}</p>
          )}
        </>
      )}
    </ActionDialog>
  )
}

interface FieldsetProps {
  readonly fields: RuleFields
  readonly onChange: (fields: RuleFields) => void
  readonly problem: (path: string) => string | undefined
  readonly groups: readonly { readonly value: string; readonly label: string }[]
}

function RuleFieldset({ fields, onChange, problem, groups }: FieldsetProps) {
  const set = (change: Partial<RuleFields>): void => onChange({ ...fields, ...change })
  const out = fields.direction === 'egress'
  const portProblem = problem('ports') ?? problem('ports.first') ?? problem('ports.last')
  return (
    <>
      <div className={css.two}>
        <Select
          label="Direction"
          allowDeselect={false}
          data={[
            { value: 'ingress', label: 'Into the instance' },
            { value: 'egress', label: 'Out of the instance' },
          ]}
          value={fields.direction}
          onChange={(value) => set({ direction: value === 'egress' ? 'egress' : 'ingress' })}
        />
        <Select
          label="Family"
          allowDeselect={false}
          data={['IPv4', 'IPv6']}
          value={fields.family}
          onChange={(value) => set({ family: value === 'IPv6' ? 'IPv6' : 'IPv4' })}
        />
        <Select
          label="Protocol"
          data-autofocus
          allowDeselect={false}
          data={PROTOCOLS}
          value={fields.protocol}
          error={fields.protocol === 'other' ? undefined : problem('protocol')}
          onChange={(value) => set({ protocol: value ?? 'tcp' })}
        />
        <TextInput
          label="Ports"
          placeholder={hasPorts(fields) ? 'All, or 22, or 30000-32767' : 'It has none'}
          autoComplete="off"
          disabled={!hasPorts(fields)}
          value={hasPorts(fields) ? fields.ports : ''}
          error={
            portProblem &&
            (/greater/.test(portProblem) ? portProblem : 'A number from 1 to 65535, or two with a hyphen.')
          }
          onChange={(event) => set({ ports: event.currentTarget.value })}
        />
        {fields.protocol === 'other' ? (
          <TextInput
            label="Its name or number"
            placeholder="sctp, vrrp, gre, or 0 to 255"
            autoComplete="off"
            value={fields.other}
            error={problem('protocol') && 'Neutron knows no such protocol.'}
            onChange={(event) => set({ other: event.currentTarget.value })}
          />
        ) : undefined}
        {fields.protocol === 'icmp' ? (
          <>
            <TextInput
              label="ICMP type"
              placeholder={`All, or ${fields.family === 'IPv6' ? 128 : 8} for a ping`}
              inputMode="numeric"
              autoComplete="off"
              value={fields.icmpType}
              error={problem('icmp.type') && 'A number from 0 to 255.'}
              onChange={(event) => set({ icmpType: event.currentTarget.value })}
            />
            <TextInput
              label="ICMP code"
              placeholder="All"
              inputMode="numeric"
              autoComplete="off"
              value={fields.icmpCode}
              error={problem('icmp.code') && 'A number from 0 to 255.'}
              onChange={(event) => set({ icmpCode: event.currentTarget.value })}
            />
          </>
        ) : undefined}
      </div>
      <Select
        label={out ? 'To whom' : 'From whom'}
        allowDeselect={false}
        data={[
          { value: 'anywhere', label: 'Anywhere' },
          { value: 'addresses', label: 'Certain addresses' },
          { value: 'group', label: 'Members of a security group' },
        ]}
        value={fields.side}
        onChange={(value) => set({ side: (value ?? 'anywhere') as RuleFields['side'] })}
      />
      {fields.side === 'addresses' ? (
        <TextInput
          label="Addresses"
          description="A CIDR, or one address."
          placeholder={fields.family === 'IPv4' ? '192.168.1.0/24' : 'fd00::/8'}
          autoComplete="off"
          value={fields.from}
          error={problem('from') && (problem('from')?.startsWith('These') ? problem('from') : 'Like 192.168.1.0/24.')}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
      ) : undefined}
      {fields.side === 'group' ? (
        <Select
          label="Security group"
          searchable
          allowDeselect={false}
          data={groups}
          value={fields.fromGroupId ?? null}
          onChange={(value) => set({ fromGroupId: value ?? undefined })}
        />
      ) : undefined}
      <TextInput
        label="Description"
        autoComplete="off"
        dir="auto"
        value={fields.description}
        error={problem('description')}
        onChange={(event) => set({ description: event.currentTarget.value })}
      />
    </>
  )
}
