/** Plugs an instance into a network by another card, takes a card away, and says which security groups guard a card. */
import { MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Port } from '../../../../electron/contract/live.ts'
import { useRows } from '../../../api/useRows.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { cardsOf, portWords } from '../cards.ts'
import { addressProblem } from '../create/addressIn.ts'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

type Kind = 'network' | 'port'

export function AttachCardDialog(props: InstanceDialogProps & { readonly isAdmin: boolean }) {
  const { cloud, server, doing, isAdmin, onClose } = props
  const networks = useRows('live.networks', { cloud, all: true }).rows
  const ports = useRows('live.ports', { cloud, all: true }).rows
  const [kind, setKind] = useState<Kind>('network')
  const [networkId, setNetworkId] = useState<string>()
  const [portId, setPortId] = useState<string>()
  const [typed, setTyped] = useState('')
  const [left, setLeft] = useState(false)
  const subnets = useRows('live.subnets', { cloud, all: true }).rows
  const usable = (networks ?? [])
    .filter((one) => one.isShared || one.projectId === server.projectId || (one.isExternal && isAdmin))
    .sort((a, b) => a.name.localeCompare(b.name))
  const free = (ports ?? []).filter(({ deviceId, projectId }) => deviceId === '' && projectId === server.projectId)
  const network = usable.find(({ id }) => id === networkId) ?? usable[0]
  const port = free.find(({ id }) => id === portId) ?? free[0]
  const address = typed.trim()
  const wrong =
    // While the subnets are not known, Neutron says what is wrong.
    kind === 'port' || network === undefined || subnets === undefined
      ? undefined
      : addressProblem(
          address,
          subnets.filter((one) => one.networkId === network.id),
          isolated(network.name),
        )
  const card =
    kind === 'port'
      ? port && { portId: port.id }
      : network && { networkId: network.id, ...(address === '' ? {} : { address }) }
  return (
    <ActionDialog
      cloud={cloud}
      title={`Attach a network card to ${isolated(server.name)}`}
      submit="Attach the card"
      steps={card === undefined ? [] : [{ action: 'server.attachInterface', input: { ...targetOf(server), card } }]}
      waiting={
        card !== undefined
          ? wrong && 'Its address is not right yet.'
          : networks === undefined || ports === undefined
            ? 'Reading the networks…'
            : kind === 'port'
              ? 'The project has no port that is free.'
              : 'There is no network its project may use.'
      }
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <SegmentedControl
            aria-label="What it is plugged into"
            data={[
              { value: 'network', label: 'A new card in a network' },
              { value: 'port', label: 'A port that is there' },
            ]}
            value={kind}
            onChange={(value) => setKind(value === 'port' ? 'port' : 'network')}
          />
          {kind === 'network' ? (
            <>
              <Select
                label="Network"
                data={usable.map(({ id, name }) => ({ value: id, label: name === '' ? id : isolated(name) }))}
                value={network?.id ?? null}
                allowDeselect={false}
                searchable
                onChange={(id) => setNetworkId(id ?? undefined)}
              />
              <TextInput
                label="Address"
                description="Left empty, a free one of the network."
                autoComplete="off"
                value={typed}
                error={problem('card') ?? (left ? wrong : undefined)}
                onChange={(event) => setTyped(event.currentTarget.value)}
                onBlur={() => setLeft(true)}
              />
              <p>It is guarded by the project’s group “default”; Network shows the card, where that can be changed.</p>
            </>
          ) : (
            <Select
              label="Port"
              description="With the addresses and the security groups it has."
              data={free.map((one) => ({ value: one.id, label: portWords(one, networks ?? []) }))}
              value={port?.id ?? null}
              allowDeselect={false}
              searchable
              onChange={(id) => setPortId(id ?? undefined)}
            />
          )}
          <p>
            The system in it sees another card at once, as if it was plugged in. Whether it asks for its address by
            itself is up to that system.
          </p>
        </>
      )}
    </ActionDialog>
  )
}

/** @param card the one that is meant, where that was said already */
export function DetachCardDialog(props: InstanceDialogProps & { readonly card?: Port | undefined }) {
  const { cloud, server, doing, card, onClose } = props
  const networks = useRows('live.networks', { cloud, all: true }).rows ?? []
  const ports = useRows('live.ports', { cloud, all: true }).rows
  const [portId, setPortId] = useState(card?.id)
  const cards = cardsOf(server.id, ports ?? [])
  const one = cards.find(({ id }) => id === portId) ?? (card === undefined ? cards[0] : undefined)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Detach a network card from ${isolated(server.name)}`}
      submit="Detach the card"
      danger
      steps={
        one === undefined ? [] : [{ action: 'server.detachInterface', input: { ...targetOf(server), portId: one.id } }]
      }
      waiting={
        ports === undefined ? 'Reading its network cards…' : one === undefined ? 'It has no network card.' : undefined
      }
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      <Select
        label="Network card"
        data-autofocus
        data={cards.map((each) => ({ value: each.id, label: portWords(each, networks) }))}
        value={one?.id ?? null}
        allowDeselect={false}
        onChange={(id) => setPortId(id ?? undefined)}
      />
      <p>
        It is no longer reached by the card’s addresses, and a floating IP that leads to them leads nowhere. A port Nova
        made is deleted with its address; one that was there before stays, free for another instance.
        {cards.length === 1 ? ' It is its only card.' : ''}
      </p>
    </ActionDialog>
  )
}

/** Of one card, where the instance's other cards shall keep theirs. */
export function CardGroupsDialog(props: InstanceDialogProps & { readonly card: Port }) {
  const { cloud, server, doing, card, onClose } = props
  const { rows } = useRows('live.securityGroups', { cloud, all: true })
  const [ids, setIds] = useState<string[]>([...card.securityGroupIds])
  const groups = (rows ?? []).filter(
    ({ id, isShared, projectId }) => projectId === server.projectId || isShared || ids.includes(id),
  )
  const same = ids.length === card.securityGroupIds.length && ids.every((id) => card.securityGroupIds.includes(id))
  return (
    <ActionDialog
      cloud={cloud}
      title={`Security groups of one card of ${isolated(server.name)}`}
      submit="Save"
      steps={[{ action: 'port.update', input: { id: card.id, name: card.name, securityGroupIds: ids } }]}
      waiting={rows === undefined ? 'Reading the security groups…' : same ? 'Nothing is changed yet.' : undefined}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      <MultiSelect
        label={`Of the card ${card.addresses.map(({ address }) => address).join(', ') || card.mac}`}
        placeholder={ids.length === 0 ? 'None' : ''}
        data={groups.map(({ id, name }) => ({ value: id, label: name === '' ? id : isolated(name) }))}
        value={ids}
        searchable
        onChange={setIds}
      />
      {ids.length === 0 ? <p>In no group, nothing gets in and nothing gets out by this card.</p> : undefined}
    </ActionDialog>
  )
}
