/** What the form stands for: what the person chose, and for the rest what is obvious. Pure. */
import type { Flavor, Image, Network } from '../../../../electron/contract/live.ts'
import type { Draft, DraftCard } from './draft.ts'
import {
  bySize,
  isInstalledFrom,
  leastDisk,
  letsSshIn,
  ownGroups,
  tooSmall,
  usableImages,
  usableNetworks,
  type World,
} from './world.ts'

export type Size = Pick<Flavor, 'cpus' | 'memory' | 'disk' | 'ephemeral' | 'swap' | 'extraSpecs'>

export interface Chosen {
  readonly image: Image | undefined
  /** The flavor chosen, or one that is as large as the own size. */
  readonly flavor: Flavor | undefined
  /** Undefined while it is not known, or no number. */
  readonly size: Size | undefined
  readonly cards: readonly DraftCard[]
  readonly keyName: string | undefined
  readonly groupIds: readonly string[]
}

export function chosenOf(draft: Draft, world: World): Chosen {
  const images = usableImages(world.images)
  const image =
    images.find(({ id }) => id === draft.imageId) ?? (draft.imageId === undefined ? only(images) : undefined)
  const size = draft.sizing === 'own' ? ownSize(draft.own, image) : undefined
  const flavor = draft.sizing === 'own' ? size && equalFlavor(world.flavors, size) : flavorOf(draft, world, image)
  return {
    image,
    flavor,
    size: size ?? flavor,
    cards: draft.cards ?? defaultCards(draft, world),
    keyName: keyOf(draft, world),
    groupIds: draft.groupIds ?? defaultGroups(draft, world),
  }
}

function only<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined
}

/** The smallest the image goes with; for an ISO one with a disk to install to. */
function flavorOf(draft: Draft, { flavors }: World, image: Image | undefined): Flavor | undefined {
  if (draft.flavorId !== undefined) return flavors.find(({ id }) => id === draft.flavorId)
  return bySize(flavors).find(
    (one) => tooSmall(one, image) === undefined && (one.ephemeral > 0 || !isInstalledFrom(image)),
  )
}

/** The only network, else the project's own; for a first instance the LAN. */
function defaultCards({ isFirst }: Draft, world: World): readonly DraftCard[] {
  const usable = usableNetworks(world).filter(({ subnetIds }) => subnetIds.length > 0)
  const lan = isFirst ? usable.find(({ isExternal }) => isExternal) : undefined
  const own = usable.filter((one: Network) => !one.isExternal && one.projectId === world.projectId)
  const network = lan ?? only(usable) ?? only(own)
  return network === undefined ? [] : [{ networkId: network.id, address: '' }]
}

/** The only one, else the only one this computer has the private key of. */
function keyOf({ keyName }: Draft, { keptKeys, keypairs }: World): string | undefined {
  if (keyName !== undefined) return keyName ?? undefined
  const kept = keypairs.filter(({ name }) => keptKeys.includes(name))
  return (only(keypairs) ?? only(kept))?.name
}

/** The project's group "default", as Nova has it; with a first instance one that lets ssh in, too. */
function defaultGroups({ isFirst }: Draft, world: World): readonly string[] {
  const groups = ownGroups(world)
  const usual = groups.find(({ name, projectId }) => name === 'default' && projectId === world.projectId)
  const open = isFirst && !(usual && letsSshIn(usual)) ? groups.find(letsSshIn) : undefined
  return [usual, open].flatMap((group) => group?.id ?? [])
}

/**
 * Undefined for what is no size; the messages are the form's. What is installed from an ISO goes on the ephemeral disk: the
 * first one is the ISO itself.
 */
export function ownSize({ cpus, disk, memory }: Draft['own'], image?: Image): Size | undefined {
  const mebibytes = Math.round(Number(memory) * 1024)
  const [cores, gibibytes] = [Number(cpus), Number(disk)]
  const isSize = Number.isInteger(cores) && cores > 0 && mebibytes > 0 && Number.isInteger(gibibytes) && gibibytes >= 0
  return isSize && [cpus, memory, disk].every((text) => text.trim() !== '')
    ? {
        ...{ cpus: cores, memory: mebibytes, swap: 0, extraSpecs: {} },
        ...(image !== undefined && isInstalledFrom(image)
          ? { disk: Math.max(1, leastDisk(image)), ephemeral: gibibytes }
          : { disk: gibibytes, ephemeral: 0 }),
      }
    : undefined
}

/** A flavor of that size and with nothing further, so that none is made twice. */
export function equalFlavor(flavors: readonly Flavor[], size: Size): Flavor | undefined {
  return flavors.find(
    ({ cpus, disk, ephemeral, extraSpecs, memory, swap }) =>
      cpus === size.cpus &&
      memory === size.memory &&
      disk === size.disk &&
      ephemeral === size.ephemeral &&
      swap === 0 &&
      Object.keys(extraSpecs).length === 0,
  )
}

/** "own-2c-4096m-20g", with "-40e" behind it where it has an ephemeral disk, or with a number behind it where another flavor has that name. */
export function ownFlavorName(flavors: readonly Pick<Flavor, 'id' | 'name'>[], size: Size): string {
  const taken = new Set(flavors.flatMap(({ id, name }) => [id, name]))
  const name = `own-${size.cpus}c-${size.memory}m-${size.disk}g${size.ephemeral > 0 ? `-${size.ephemeral}e` : ''}`
  let free = name
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`
  return free
}
