/** What a new instance can be made of, as the cloud has it now; undefined while it is being read. */

import type { RulePreset } from '../../../../electron/contract/actions.ts'
import type {
  Flavor,
  Image,
  Keypair,
  Network,
  SecurityGroup,
  ServerGroup,
  Subnet,
  Zone,
} from '../../../../electron/contract/live.ts'
import { natural } from '../../../ui/table/order.ts'

export interface World {
  readonly images: readonly Image[]
  readonly flavors: readonly Flavor[]
  readonly networks: readonly Network[]
  readonly subnets: readonly Subnet[]
  readonly keypairs: readonly Keypair[]
  /** Names of key pairs whose private half is on this computer. */
  readonly keptKeys: readonly string[]
  readonly groups: readonly SecurityGroup[]
  readonly serverGroups: readonly ServerGroup[]
  readonly zones: readonly Zone[]
  readonly presets: readonly RulePreset[]
  readonly projectId: string | undefined
  readonly isAdmin: boolean
}

/** Images an instance can start from. */
export function usableImages(images: readonly Image[]): Image[] {
  return images.filter(({ status }) => status === 'active').sort((a, b) => natural(a.name, b.name))
}

/** Smallest first. */
export function bySize(flavors: readonly Flavor[]): Flavor[] {
  return [...flavors].sort((a, b) => a.cpus - b.cpus || a.memory - b.memory || a.disk - b.disk)
}

const GIBI = 1024 ** 3

/** Why an image does not go with a size, as Nova would say it; undefined where it does. */
export function tooSmall(given: Pick<Flavor, 'memory' | 'disk'>, image: Image | undefined): string | undefined {
  if (image === undefined) return undefined
  if (image.minMemory > given.memory) return `the image needs ${image.minMemory} MiB of memory`
  // A disk of 0 is made as large as the image.
  const disk = leastDisk(image)
  return given.disk > 0 && disk > given.disk ? `the image needs ${disk} GiB of disk` : undefined
}

/** An ISO is a CD to an instance: what is installed from it needs a disk beside it. */
export function isInstalledFrom(image: Image | undefined): boolean {
  return image?.format === 'iso'
}

/** GiB of disk an image takes at least. */
export function leastDisk({ minDisk, size = 0, virtualSize = 0 }: Image): number {
  return Math.max(minDisk, Math.ceil(Math.max(size, virtualSize) / GIBI))
}

/** Networks the project may have a card in; the LAN belongs to administrators unless it is shared. */
export function usableNetworks({ isAdmin, networks, projectId }: Pick<World, 'networks' | 'projectId' | 'isAdmin'>) {
  return networks
    .filter((one) => one.isShared || one.projectId === projectId || (one.isExternal && isAdmin))
    .sort((a, b) => natural(a.name, b.name))
}

export function ownGroups({ groups, projectId }: Pick<World, 'groups' | 'projectId'>): SecurityGroup[] {
  return groups.filter((one) => one.projectId === projectId || one.isShared).sort((a, b) => natural(a.name, b.name))
}

/** Presets of which the project has no group by that name yet. */
export function offeredPresets(world: Pick<World, 'groups' | 'projectId' | 'presets'>): RulePreset[] {
  const names = new Set(ownGroups(world).map(({ name }) => name))
  return world.presets.filter(({ id }) => !names.has(id))
}

/** Whether a group lets anybody in by ssh. */
export function letsSshIn({ rules }: Pick<SecurityGroup, 'rules'>): boolean {
  return rules.some(
    ({ direction, firstPort = 1, from, fromAddressGroupId, fromGroupId, lastPort = 65_535, protocol = 'tcp' }) =>
      direction === 'ingress' &&
      ['tcp', '6'].includes(protocol) &&
      firstPort <= 22 &&
      lastPort >= 22 &&
      fromGroupId === undefined &&
      fromAddressGroupId === undefined &&
      (from === undefined || from.endsWith('/0')),
  )
}
