/** Forecast: the memory and disk a machine's parts will need, before anything is installed. */
import { PARTS, type PartId } from './parts.ts'

/** Debian itself with systemd, sshd and Open vSwitch, idle, in MiB (measured in the lab). */
export const BASE_MEMORY = 350
/** A first small instance under QEMU: a guest of 192 MiB takes 250 MiB (measured in the lab). */
export const INSTANCE_MEMORY = 250
/** Package archives while they are installed, and room for logs, in MiB. */
export const BASE_DISK = 2000

export interface Forecast {
  /** MiB */
  readonly memory: number
  /** MiB, on top of what is there now. */
  readonly disk: number
  /** The same by part, largest memory first, for a person who wants to move one. */
  readonly parts: readonly { readonly id: PartId; readonly memory: number; readonly disk: number }[]
}

export function forecast(parts: readonly PartId[]): Forecast {
  const chosen = PARTS.filter((part) => parts.includes(part.id)).map(({ id, memory, disk }) => ({ id, memory, disk }))
  if (chosen.length === 0) return { memory: 0, disk: 0, parts: [] }
  const instance = parts.includes('nova-compute') ? INSTANCE_MEMORY : 0
  return {
    memory: chosen.reduce((sum, part) => sum + part.memory, BASE_MEMORY + instance),
    disk: chosen.reduce((sum, part) => sum + part.disk, BASE_DISK),
    parts: chosen.sort((a, b) => b.memory - a.memory),
  }
}
