/** What deleting or rebuilding an instance takes away for good, how that is said, and what must be typed first. Pure. */
import type { Server } from '../../../../electron/contract/live.ts'
import { count } from '../../../ui/words.ts'

type Losing = Pick<Server, 'launchedAt' | 'imageId' | 'flavor' | 'volumes'>

/** Its disk, where it ever ran, and the volumes that are deleted with it, which may be older than itself. */
export function losesData(server: Losing): boolean {
  return losesDisk(server) || lostVolumes(server).length > 0
}

/** What it starts from is written anew; Nova does so with a volume, too (2.93). */
export function rebuildLosesData(server: Losing): boolean {
  return server.launchedAt !== undefined || startsFromVolume(server)
}

function losesDisk(server: Losing): boolean {
  return server.launchedAt !== undefined && (!startsFromVolume(server) || (server.flavor?.ephemeral ?? 0) > 0)
}

/** Started from a volume, it has no disk of its own but an ephemeral one. */
function startsFromVolume({ imageId, volumes }: Losing): boolean {
  return imageId === undefined && volumes.length > 0
}

function lostVolumes({ volumes }: Losing): Losing['volumes'] {
  return volumes.filter(({ goesWithIt }) => goesWithIt)
}

/** Sentences: what is lost with them, and what stays. */
export function lossWords(servers: readonly Losing[]): string {
  const one = servers.length === 1
  const disks = servers.filter(losesDisk).length
  const volumes = servers.flatMap((server) => server.volumes)
  const lost = servers.flatMap(lostVolumes)
  const neverRan = servers.every(({ launchedAt }) => launchedAt === undefined)
  const said = [
    disks > 0
      ? `Everything on ${one ? 'its disk' : disks === servers.length ? 'their disks' : `the disks of ${disks} of them`} is lost.`
      : lost.length > 0
        ? undefined
        : neverRan
          ? `${one ? 'It has' : 'They have'} never run, so nothing is lost.`
          : `Nothing is lost: ${one ? 'its disk is a volume' : 'the disks of those that ran are volumes'}.`,
    lost.length === 0
      ? undefined
      : `${count(lost.length, 'volume')} ${lost.length === 1 ? 'is' : 'are'} deleted with ${one ? 'it' : 'them'}, and everything on ${lost.length === 1 ? 'it' : 'them'} is lost.`,
    lost.length === 0
      ? 'Floating IPs and volumes stay.'
      : lost.length < volumes.length
        ? 'Floating IPs and other volumes stay.'
        : 'Floating IPs stay.',
  ]
  return said.filter((sentence) => sentence !== undefined).join(' ')
}

/** Longer names, and those with signs not on every keyboard, nobody types without mistakes. */
const TYPEABLE = /^[\x21-\x7e](?:[\x20-\x7e]{0,38}[\x21-\x7e])?$/

/** What the person types: the name where it can be typed, the verb where not, the number of several. */
export function typedWords(names: readonly string[], verb: string): string {
  const [name = ''] = names
  if (names.length !== 1) return `${verb} ${names.length}`
  return TYPEABLE.test(name) ? name : verb
}
