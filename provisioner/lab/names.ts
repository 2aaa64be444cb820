/** Names of everything a lab makes on this computer: short enough for the kernel, and told apart from what others made. */
import { createHash } from 'node:crypto'
import { StacksteadError } from '../core/errors.ts'

/** Both together must fit into the 64 characters systemd-nspawn allows, and a dash must tell where the lab's name ends. */
const RULES = {
  lab: { pattern: /^[a-z0-9]{1,20}$/, remedy: 'Use 1 to 20 small letters and digits.' },
  /** RFC 1123 host label. */
  machine: {
    pattern: /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/,
    remedy: 'Use 1 to 32 small letters, digits and dashes, with a letter or digit at both ends.',
  },
} as const

/** What the lab calls things outside its folders, all derived from its name. */
export interface LabNames {
  readonly managementBridge: string
  readonly providerBridge: string
  /** nftables table of family ip. */
  readonly table: string
  /** Set as the alias of every interface, so that it can be told who made it. */
  readonly mark: string
}

/** @throws StacksteadError `invalid-input` where the name breaks the rules, which it tells. */
export function checkLabel(what: 'lab' | 'machine', name: string): void {
  if (RULES[what].pattern.test(name)) return
  throw new StacksteadError({
    code: 'invalid-input',
    message: `${JSON.stringify(name)} cannot be the name of a ${what}.`,
    remedy: RULES[what].remedy,
  })
}

export function labNames(lab: string): LabNames {
  const tag = shortTag(lab)
  return {
    managementBridge: `sl-${tag}-m`,
    providerBridge: `sl-${tag}-p`,
    table: `stackstead_${lab}`,
    mark: markOf(lab),
  }
}

/** How interfaces of any lab are recognised: their alias starts with this. */
export const MARK = 'stackstead lab '

export function markOf(lab: string): string {
  return MARK + lab
}

/** The alias of a machine's cables. */
export function machineMark(lab: string, machine: string): string {
  return `${markOf(lab)} ${machine}`
}

/** The host's ends of a machine's two cables; Linux allows 15 characters. */
export function cableNames(lab: string, index: number): { readonly management: string; readonly provider: string } {
  const tag = shortTag(lab)
  return { management: `sl-${tag}-${index}m`, provider: `sl-${tag}-${index}p` }
}

/** The name systemd-nspawn knows a machine by; unique on this computer. */
export function containerName(lab: string, machine: string): string {
  return `stackstead-${lab}-${machine}`
}

/** Names of machines when only their number is given: a controller and computes. */
export function machineNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? 'controller' : `compute-${index}`))
}

function shortTag(lab: string): string {
  if (lab.length <= 8) return lab
  return lab.slice(0, 3) + createHash('sha256').update(lab).digest('hex').slice(0, 5)
}
