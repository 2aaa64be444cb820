/** Disks: what they are, whether anything is on them, where something of them is mounted. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export interface BlockDevice {
  /** /dev/nvme0n1 */
  readonly path: string
  readonly bytes: number
  readonly type: 'nvme' | 'ssd' | 'hdd' | 'loop' | 'virtual'
  readonly model?: string
  /** No partition, file system, LVM or RAID signature. */
  readonly empty: boolean
  /** Mount points of the disk itself and of everything on it. */
  readonly mounts: readonly string[]
}

export const blockDevices: Fact<readonly BlockDevice[]> = singleFact(
  'block-devices',
  sh`timeout 20 lsblk --json --bytes --output NAME,PATH,TYPE,SIZE,ROTA,RO,MODEL,TRAN,FSTYPE,PTTYPE,MOUNTPOINTS`,
  (result) => {
    if (result.status !== 0) throw new Error(result.stderr.trim().split('\n').at(-1) || 'lsblk did not answer')
    const { blockdevices } = JSON.parse(result.stdout) as { blockdevices: readonly Listed[] }
    return blockdevices.filter(isDisk).map(device)
  },
)

/** As far as lsblk's JSON is read here. */
interface Listed {
  readonly name: string
  readonly path: string
  readonly type: string
  readonly size: number | string | null
  readonly rota: boolean | null
  readonly ro: boolean | null
  readonly model: string | null
  readonly tran: string | null
  readonly fstype: string | null
  readonly pttype: string | null
  readonly mountpoints?: readonly (string | null)[]
  readonly children?: readonly Listed[]
}

/** Not: optical drives, floppies, compressed memory, network blocks without a server, read-only images of programs. */
function isDisk({ name, type, size, ro }: Listed): boolean {
  if (Number(size) === 0 || /^(fd|zram|ram|sr)\d/.test(name)) return false
  return type === 'disk' || (type === 'loop' && ro !== true)
}

function device(listed: Listed): BlockDevice {
  const model = listed.model?.trim() ?? ''
  const mounts = mountsOf(listed)
  const isMarked = listed.fstype !== null || listed.pttype !== null || (listed.children ?? []).length > 0
  return {
    path: listed.path,
    bytes: Number(listed.size),
    type: typeOf(listed),
    ...(model === '' ? {} : { model }),
    // Where udev does not run, as in a container, a mount is the only mark there is.
    empty: !isMarked && mounts.length === 0,
    mounts,
  }
}

function typeOf({ name, type, tran, rota }: Listed): BlockDevice['type'] {
  if (type === 'loop') return 'loop'
  if (name.startsWith('nvme')) return 'nvme'
  if (tran === 'virtio' || /^(vd|xvd)/.test(name)) return 'virtual'
  return rota === true ? 'hdd' : 'ssd'
}

function mountsOf({ mountpoints = [], children = [] }: Listed): string[] {
  const own = mountpoints.filter((mount) => mount !== null)
  return [...new Set([...own, ...children.flatMap(mountsOf)])]
}
