/** A new instance as the form has it: texts as typed, and undefined for what the person left to the form. */

export interface DraftCard {
  readonly networkId: string
  /** As typed; "": any that is free. */
  readonly address: string
}

export interface Draft {
  readonly name: string
  readonly count: string
  readonly imageId: string | undefined
  readonly sizing: 'flavor' | 'own'
  readonly flavorId: string | undefined
  /** Memory and disk in GiB. */
  readonly own: { readonly cpus: string; readonly memory: string; readonly disk: string }
  readonly cards: readonly DraftCard[] | undefined
  /** null: none at all. */
  readonly keyName: string | null | undefined
  readonly groupIds: readonly string[] | undefined
  /** Ids of presets from which groups are made. */
  readonly presetIds: readonly string[]
  readonly userData: string
  readonly zone: string | undefined
  readonly host: string | undefined
  readonly serverGroupId: string | undefined
  readonly metadata: readonly { readonly key: string; readonly value: string }[]
  /** A first instance shall be reached from the LAN and by ssh, where the cloud has what that takes. */
  readonly isFirst: boolean
}

export const EMPTY: Draft = {
  name: '',
  count: '1',
  imageId: undefined,
  sizing: 'flavor',
  flavorId: undefined,
  own: { cpus: '1', memory: '1', disk: '10' },
  cards: undefined,
  keyName: undefined,
  groupIds: undefined,
  presetIds: [],
  userData: '',
  zone: undefined,
  host: undefined,
  serverGroupId: undefined,
  metadata: [],
  isFirst: false,
}

/** What a link to the screen may say of it: ids, a name, and whether it is the first one. */
export function draftOf(search: URLSearchParams): Draft {
  const text = (name: string): string | undefined => search.get(name) || undefined
  const isFirst = search.get('first') === 'yes'
  const network = text('network')
  const group = text('group')
  return {
    ...EMPTY,
    isFirst,
    name: text('name') ?? (isFirst ? 'first' : ''),
    imageId: text('image'),
    flavorId: text('flavor'),
    keyName: text('key'),
    cards: network === undefined ? undefined : [{ networkId: network, address: '' }],
    groupIds: group === undefined ? undefined : [group],
  }
}
