/** Finding: one thing preflight looked at on one machine, what came of it, and how to mend it. */
import type { MachineName } from '../core/machine.ts'

export interface Finding {
  /** subject, or subject/detail where a subject finds several things: "disk", "ports/3306". */
  readonly id: string
  readonly machine: MachineName
  /** `error`: applying would fail or do harm. `warning`: it can go on. */
  readonly level: 'ok' | 'warning' | 'error'
  /** What is so, and where. */
  readonly what: string
  /** Why it matters; absent when all is well. */
  readonly why?: string
  /** How to mend it; absent when all is well. */
  readonly remedy?: string
}

/** What is not as it should be. */
export type Complaint = Required<Finding>

export function ok(id: string, machine: MachineName, what: string): Finding {
  return { id, machine, level: 'ok', what }
}

export function warning(id: string, machine: MachineName, what: string, why: string, remedy: string): Complaint {
  return { id, machine, level: 'warning', what, why, remedy }
}

export function error(id: string, machine: MachineName, what: string, why: string, remedy: string): Complaint {
  return { id, machine, level: 'error', what, why, remedy }
}

/** Whether anything found stands in the way of applying. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.level === 'error')
}
