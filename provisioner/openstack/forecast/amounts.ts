/** What an instance asks of Placement, and amounts of it in words. */
import type { ForecastWanted } from './wanted.ts'

type Asked = Pick<ForecastWanted, 'size' | 'imageProperties'>

/**
 * By Placement's names, without those of which nothing is asked (nova/scheduler/utils.py, ResourceRequest): the flavor's own
 * sizes, replaced by "resources:" extra specs. A dedicated processor is a PCPU.
 */
export function amountsOf({ imageProperties, size }: Asked): Readonly<Record<string, number>> {
  const { cpus, disk, ephemeral, extraSpecs, memory, swap } = size
  const policy = extraSpecs['hw:cpu_policy'] ?? imageProperties.hw_cpu_policy
  const amounts: Record<string, number> = {
    [policy === 'dedicated' ? 'PCPU' : 'VCPU']: cpus,
    MEMORY_MB: memory,
    DISK_GB: disk + ephemeral + Math.ceil(swap / 1024),
  }
  for (const [key, value] of Object.entries(extraSpecs)) {
    const kind = /^resources:(.+)$/.exec(key)?.[1]
    if (kind !== undefined && /^\d+$/.test(value)) amounts[kind] = Number(value)
  }
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount > 0))
}

/** Traits of the host that the flavor or the image wants or must not find. */
export function traitsOf({ imageProperties, size }: Asked): { required: string[]; forbidden: string[] } {
  const pairs = [...Object.entries(size.extraSpecs), ...Object.entries(imageProperties)]
  const found = (state: string): string[] =>
    pairs.flatMap(([key, value]) => (value === state ? (/^trait:(.+)$/.exec(key)?.[1] ?? []) : []))
  return { required: [...new Set(found('required'))], forbidden: [...new Set(found('forbidden'))] }
}

/** Extra specs and image properties by which Nova chooses too, but of which its API does not tell enough. */
const UNTOLD =
  /^(resources\d|resources_|trait\d|trait_|group_policy|pci_passthrough:|accel:|hw:(numa|mem_page_size|mem_encryption|cpu_realtime|cpu_dedicated_mask|pci_numa)|hw_(numa|mem_page_size|mem_encryption|pci_numa))/

export function untoldKeys({ imageProperties, size }: Asked): string[] {
  return [...new Set([...Object.keys(size.extraSpecs), ...Object.keys(imageProperties)])].filter((key) =>
    UNTOLD.test(key),
  )
}

/** "4 VCPU", "1.5 GiB of memory", "20 GiB of disk". */
export function amountWords(kind: string, amount: number): string {
  if (kind === 'MEMORY_MB') return `${memoryWords(amount)} of memory`
  if (kind === 'DISK_GB') return `${amount} GiB of disk`
  return `${amount} ${kind}`
}

/** MiB in words. */
export function memoryWords(mebibytes: number): string {
  return Math.abs(mebibytes) < 1024 ? `${mebibytes} MiB` : `${Math.round((mebibytes / 1024) * 10) / 10} GiB`
}
