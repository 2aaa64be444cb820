/** What is done to make the instance: groups of presets, a flavor of one's own, then the instance itself. Pure. */
import type { InputOfAction, RulePreset } from '../../../../electron/contract/actions.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import { type Chosen, ownFlavorName } from './chosen.ts'
import type { Draft } from './draft.ts'
import { isInstalledFrom, ownGroups, type World } from './world.ts'

export interface KeyedStep extends ActionStep {
  /** The same for the same thing made, so that what was made before a failure is not made again. */
  readonly key: string
}

/** By key: what was made already, and the answer. */
export type Made = ReadonlyMap<string, unknown>

/** Stands for an id the cloud gives later, where the steps are only shown. */
const LATER = (name: string): string => `ID_OF_${name}`

export function stepsOf(draft: Draft, chosen: Chosen, world: World, made: Made = new Map()): readonly KeyedStep[] {
  const presets = world.presets.filter(({ id }) => draft.presetIds.includes(id))
  const groups = presets.map((preset) => ({ preset, id: groupId(made, preset) }))
  const flavor = flavorStep(draft, chosen, world, made)
  return [
    ...groups.flatMap(({ id, preset }) => groupSteps(preset, id)),
    ...(flavor === undefined ? [] : [flavor.step]),
    {
      key: 'server',
      action: 'server.create',
      input: serverInput(draft, chosen, world, {
        flavorId: flavor?.id ?? chosen.flavor?.id,
        groupIds: groups.map(({ id }) => id),
      }),
    },
  ]
}

function groupId(made: Made, { id }: RulePreset): string {
  const known = made.get(`group ${id}`)
  return typeof known === 'string' ? known : LATER(id)
}

function groupSteps(preset: RulePreset, id: string): KeyedStep[] {
  const group = { id, name: preset.id }
  return [
    {
      key: `group ${preset.id}`,
      action: 'securityGroup.create',
      input: { name: preset.id, description: preset.explains },
    },
    ...preset.rules.map(({ fromItself, ...rule }, index) => ({
      key: `rule ${index} of ${preset.id}`,
      action: 'securityGroupRule.create' as const,
      input: { ...rule, group, ...(fromItself ? { fromGroupId: id } : {}) },
    })),
  ]
}

/** Its name is its id, too: whatever comes after it can be told before it is there. */
function flavorStep({ sizing }: Draft, { flavor, size }: Chosen, { flavors }: World, made: Made) {
  if (sizing !== 'own' || flavor !== undefined || size === undefined) return undefined
  const base = ownFlavorName([], size)
  const madeKey = [...made.keys()].find((key) => key === `flavor ${base}` || key.startsWith(`flavor ${base}-`))
  const id = madeKey?.slice('flavor '.length) ?? ownFlavorName(flavors, size)
  const { cpus, disk, ephemeral, memory } = size
  const input = { id, name: id, cpus, memory, disk, ...(ephemeral > 0 ? { ephemeral } : {}) }
  const step: KeyedStep = { key: `flavor ${id}`, action: 'flavor.create', input }
  return { id, step }
}

function serverInput(
  draft: Draft,
  { cards, groupIds, image, keyName, size }: Chosen,
  world: World,
  later: { readonly flavorId: string | undefined; readonly groupIds: readonly string[] },
) {
  const { host, name, serverGroupId, userData, zone } = draft
  const count = Number(draft.count)
  const all = [...groupIds, ...later.groupIds]
  const usual = ownGroups(world).find((group) => group.name === 'default' && group.projectId === world.projectId)
  const metadata = draft.metadata.filter(({ key, value }) => key !== '' || value !== '')
  const input: Partial<InputOfAction<'server.create'>> = {
    name,
    ...(count === 1 ? {} : { count }),
    ...(image === undefined ? {} : { imageId: image.id }),
    ...(later.flavorId === undefined ? {} : { flavorId: later.flavorId }),
    ...(isInstalledFrom(image) && size !== undefined && size.ephemeral > 0 ? { installDisk: size.ephemeral } : {}),
    networks: cards.map(({ address, networkId }) => ({
      networkId,
      ...(address.trim() === '' ? {} : { address: address.trim() }),
    })),
    // The group "default" alone is what Nova gives anyway.
    ...(all.length === 1 && all[0] === usual?.id ? {} : { securityGroups: all }),
    ...(keyName === undefined ? {} : { keyName }),
    ...(userData.trim() === '' ? {} : { userData }),
    ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata.map(({ key, value }) => [key, value])) }),
    ...(zone === undefined ? {} : { zone }),
    ...(host === undefined ? {} : { host }),
    ...(serverGroupId === undefined ? {} : { hints: { serverGroupId } }),
  }
  return input
}
