/** Processor, memory and disk against the forecast for the parts a machine carries. */
import { type Forecast, forecast } from '../config/forecast.ts'
import type { PartId } from '../config/parts.ts'
import { earlierCloud } from '../facts/earlierCloud.ts'
import { type DiskState, diskState, memoryState, processorState } from '../facts/hardware.ts'
import { listed, machineCheck, size } from './check.ts'
import { error, type Finding, ok, warning } from './finding.ts'

const SLOW = 'Instances run by emulation: everything works, about ten times slower.'

export const processor = machineCheck({
  id: 'processor',
  title: 'The processor',
  facts: (machine) => (machine.parts.includes('nova-compute') ? [processorState] : []),
  find: ({ name, parts }, read) => {
    if (!parts.includes('nova-compute')) return []
    const { virtualisation, count, kvmDevice } = read(processorState)
    if (virtualisation !== undefined && kvmDevice)
      return [ok('processor', name, `${count} processors that can virtualise (${virtualisation}).`)]
    if (virtualisation !== undefined)
      return [
        warning(
          'processor',
          name,
          `The processor of ${name} can virtualise (${virtualisation}), but /dev/kvm is not there.`,
          SLOW,
          'Run "modprobe kvm_intel" (or kvm_amd); where "dmesg" then says that it is disabled, switch it on in the BIOS.',
        ),
      ]
    return [
      warning(
        'processor',
        name,
        `The processor of ${name} shows no virtualisation (neither vmx nor svm).`,
        SLOW,
        'Switch on VT-x or AMD-V in the BIOS; on a virtual machine, nested virtualisation on its host. Emulation needs nothing.',
      ),
    ]
  },
})

/** Kernels and firmware keep a part of the memory that was bought to themselves. */
const TOLERANCE = 0.95

export const memory = machineCheck({
  id: 'memory',
  title: 'Memory',
  facts: () => [memoryState, earlierCloud],
  find: ({ name, parts }, read) => {
    const { total, available } = read(memoryState)
    const needed = forecast(parts)
    if (needed.memory === 0) return []
    const biggest = listed(needed.parts.slice(0, 3).map((part) => `${part.id} ${size(part.memory)}`))
    const remedy = `Add memory, or move parts to other machines with "placement:" (the largest: ${biggest}).`
    if (total < needed.memory * TOLERANCE)
      return [
        error(
          'memory',
          name,
          `${name} has ${size(total)} of memory; its parts need about ${size(needed.memory)}.`,
          'The kernel would kill services as soon as the cloud is used.',
          remedy,
        ),
      ]
    // Once the cloud runs, what it takes is not available any more, and rightly so.
    if (!read(earlierCloud).ours && available < needed.memory * TOLERANCE)
      return [
        warning(
          'memory',
          name,
          `${name} has ${size(available)} of memory free of ${size(total)}; its parts need about ${size(needed.memory)}.`,
          'Other programs use the rest; together they may not fit.',
          `Stop what is not needed. ${remedy}`,
        ),
      ]
    const instance = parts.includes('nova-compute') ? ', a first instance included' : ''
    return [ok('memory', name, `${size(total)} of memory; its parts need about ${size(needed.memory)}${instance}.`)]
  },
})

/** Shares of the forecast on / and on /var where they are apart: packages unpack to /usr; archives and data are in /var. */
const SHARE = 0.6
/** MiB an installed cloud should always have free for logs and databases. */
const FREE_LATER = 512
/** MiB beyond the need below which images and instances soon have no room. */
const COMFORT = 5 * 1024

export const disk = machineCheck({
  id: 'disk',
  title: 'Room on disk',
  facts: () => [diskState, earlierCloud],
  find: ({ name, parts }, read) => {
    const disks = read(diskState)
    const { ours } = read(earlierCloud)
    const need = ours ? FREE_LATER : needed(forecast(parts), disks.length)
    // Images and instances are kept below /var, wherever that is.
    return disks.map((one) => ofDisk(name, one, need, parts, disks.length === 1 || one.mount !== '/'))
  },
})

function needed(wanted: Forecast, disks: number): number {
  return Math.ceil(disks === 1 ? wanted.disk : wanted.disk * SHARE)
}

function ofDisk(name: string, one: DiskState, need: number, parts: readonly PartId[], holdsData: boolean): Finding {
  const { mount, available, readOnly } = one
  const free = `${size(available)} free on ${mount}`
  if (readOnly)
    return error(
      'disk',
      name,
      `The file system ${mount} of ${name} is mounted read-only.`,
      'Nothing can be installed on it.',
      `Look with "dmesg" whether the disk fails, then "mount -o remount,rw ${mount}".`,
    )
  if (available < need)
    return error(
      'disk',
      name,
      `${name} has ${free}; about ${size(need)} is needed there.`,
      'A disk that fills up while packages are installed leaves them half configured, and databases stop.',
      `Free room ("apt-get clean" and "du -xh ${mount} | sort -h | tail" show where it went) or give ${mount} a larger disk.`,
    )
  const keeps = parts.includes('nova-compute') ? 'disks of instances' : parts.includes('glance') ? 'images' : undefined
  if (keeps !== undefined && holdsData && available < need + COMFORT) return tight(name, free, keeps)
  return ok('disk', name, `${free}; about ${size(need)} is needed there.`)
}

function tight(name: string, free: string, keeps: string): Finding {
  return warning(
    'disk',
    name,
    `${name} has ${free}: enough to begin with, little for ${keeps}.`,
    `${keeps[0]?.toUpperCase()}${keeps.slice(1)} are kept there and soon fill it.`,
    'Plan for a larger disk before real use.',
  )
}
