/** Its network cards: each in a network of the project or in the LAN, with any address or a certain one. */
import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { Network } from '../../../../electron/contract/live.ts'
import { isolated } from '../../../ui/bidi.ts'
import css from './CreateInstance.module.css'
import type { DraftCard } from './draft.ts'
import { FormSection } from './FormSection.tsx'
import { type FormPart, field } from './parts.ts'
import { usableNetworks } from './world.ts'

export function NetworkSection(part: FormPart) {
  const { chosen, problem, set, world } = part
  const usable = usableNetworks(world)
  const subnetsOf = ({ id }: Pick<Network, 'id'>) => world.subnets.filter(({ networkId }) => networkId === id)
  // A card stands there to be filled in: a network must be chosen anyway.
  const cards: readonly DraftCard[] = chosen.cards.length > 0 ? chosen.cards : [{ networkId: '', address: '' }]
  const change = (index: number, fields: Partial<DraftCard>): void =>
    set({ cards: cards.map((card, at) => (at === index ? { ...card, ...fields } : card)).filter(isWhole) })
  const options = usable.map((network) => {
    const { id, isExternal, name, subnetIds } = network
    const ranges = subnetsOf(network).map(({ cidr }) => cidr)
    const words = [isExternal ? 'LAN' : undefined, ...ranges, subnetIds.length === 0 ? 'no subnet' : undefined]
    const what = words.filter((word) => word !== undefined).join(', ')
    return {
      value: id,
      label: `${isolated(name || id)}${what === '' ? '' : ` (${what})`}`,
      disabled: subnetIds.length === 0,
    }
  })
  return (
    <FormSection title="Network">
      {cards.map((card, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two cards may be in the same network, and have no name of their own.
        <div key={index} className={css.card}>
          <Select
            label={index === 0 ? 'Network' : undefined}
            aria-label={`Network of card ${index + 1}`}
            placeholder={usable.length === 0 ? 'There is none yet' : 'Choose a network'}
            searchable
            allowDeselect={false}
            data={options}
            value={card.networkId === '' ? null : card.networkId}
            nothingFoundMessage="No network is called that."
            onChange={(networkId) => change(index, { networkId: networkId ?? '' })}
            {...(index === 0 ? field(part, 'cards') : {})}
          />
          <TextInput
            label={index === 0 ? 'Address' : undefined}
            aria-label={`Address of card ${index + 1}`}
            placeholder={placeholder(subnetsOf({ id: card.networkId }).map(({ hasDhcp }) => hasDhcp))}
            autoComplete="off"
            classNames={{ input: 'mono' }}
            disabled={card.networkId === ''}
            value={card.address}
            onChange={(event) => change(index, { address: event.currentTarget.value })}
            {...field(part, `address.${index}`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={index === 0 ? 22 : 0}
            aria-label={`Remove card ${index + 1}`}
            disabled={cards.length === 1}
            onClick={() => set({ cards: cards.filter((_card, at) => at !== index) })}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div className={css.row}>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={chosen.cards.length === 0 || problem('cards') !== undefined}
          onClick={() => set({ cards: [...cards, { networkId: next(usable, cards), address: '' }].filter(isWhole) })}
        >
          Add a card
        </Button>
      </div>
    </FormSection>
  )
}

function isWhole({ networkId }: DraftCard): boolean {
  return networkId !== ''
}

function placeholder(dhcp: readonly boolean[]): string {
  return dhcp.length > 0 && dhcp.every((has) => !has) ? 'Any, not told by DHCP' : 'Any that is free'
}

/** The first network it is not in yet, else the first. */
function next(usable: readonly Network[], cards: readonly DraftCard[]): string {
  const reachable = usable.filter(({ subnetIds }) => subnetIds.length > 0)
  const other = reachable.find(({ id }) => cards.every(({ networkId }) => networkId !== id))
  return (other ?? reachable[0])?.id ?? ''
}
