/** Which network card of each machine is on the provider network, chosen from those that were seen. */
import { Select, Table } from '@mantine/core'
import { probeIn } from '../../../electron/contract/probeIn.ts'
import { Status } from '../../ui/Status.tsx'
import { checkNic } from './addresses.ts'
import { CloudField } from './CloudField.tsx'
import { problemsAt, unnamedCard } from './fieldProblems.ts'
import { useNetwork } from './networkContext.ts'
import { nicChoices } from './nicChoices.ts'
import css from './ProviderNics.module.css'

export function ProviderNics() {
  const { design } = useNetwork()
  if (design.machines.length === 0) return undefined
  return (
    <Table className={css.table ?? ''} borderColor="var(--border)" aria-label="Network cards on the provider network">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Machine</Table.Th>
          <Table.Th>Card on the provider network</Table.Th>
          <Table.Th>What is known of it</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {design.machines.map((machine) => (
          <NicRow key={machine.name} name={machine.name} parts={machine.parts} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function NicRow({ name, parts }: { readonly name: string; readonly parts: readonly string[] }) {
  const { design, states, set } = useNetwork()
  const path = ['machines', name, 'nics', 'provider']
  const state = states[name]
  const probe = probeIn(state)
  const held = design.file.machines?.[name]?.nics?.provider
  const shared = design.file.networks?.provider?.nic
  const wanted = held ?? shared
  const needed = parts.includes('ovn-gateway') || parts.includes('nova-compute')
  const problems = problemsAt(design.problems, path)
  const unnamed = unnamedCard(design.problems, name)
  const nic = probe?.nics.find((one) => one.name === wanted)
  const choices = nicChoices(probe?.nics ?? [], wanted)
  return (
    <Table.Tr>
      <Table.Td className={css.name}>{name}</Table.Td>
      <Table.Td>
        {!needed && held === undefined ? (
          <span className={css.quiet}>Needs none: no instances and no gateway on it</span>
        ) : probe === undefined ? (
          <>
            <CloudField
              path={path}
              label={`Card of ${name}`}
              hideLabel
              check={checkNic}
              description=""
              placeholder={shared ?? 'enp2s0'}
            />
            {unnamed !== undefined && <p className={css.wrong}>{unnamed.message}</p>}
          </>
        ) : (
          <Select
            aria-label={`Card of ${name} on the provider network`}
            data={[...choices]}
            value={held ?? null}
            placeholder={shared === undefined ? 'Choose a card' : `${shared}, as for all machines`}
            clearable
            error={[...problems, ...(unnamed === undefined ? [] : [unnamed.message])].join(' ') || undefined}
            comboboxProps={{ withinPortal: true }}
            onChange={(next) =>
              void set(
                path,
                next,
                next === null ? `Clear the card of ${name}` : `Put ${next} of ${name} on the provider network`,
              )
            }
          />
        )}
      </Table.Td>
      <Table.Td>
        {wanted === undefined || !needed ? undefined : probe === undefined ? (
          <Status kind="off">Not looked at yet</Status>
        ) : nic === undefined ? (
          <Status kind="failed">{name} has no such card</Status>
        ) : nic.carriesSsh ? (
          <Status kind="failed">ssh comes by this card</Status>
        ) : nic.addresses.some((one) => !one.startsWith('fe80')) ? (
          <Status kind="needs-you">It has an address; take it off first</Status>
        ) : nic.link ? (
          <Status kind="works">Link, no address</Status>
        ) : (
          <Status kind="needs-you">No link</Status>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
