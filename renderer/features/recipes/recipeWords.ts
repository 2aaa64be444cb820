/** Words and figures of recipes as the window says them. Pure. */

import type { Need, NeedName, PartProgress, RecipeRun } from '../../../electron/contract/index.ts'
import { LANGUAGE } from '../../ui/language.ts'
import type { StatusKind } from '../../ui/Status.tsx'
import { mebibytes } from '../../ui/time.ts'

export interface StateWords {
  readonly kind: StatusKind
  readonly words: string
}

/** A state that says something is being done, and nobody does it: the program that did was ended. */
export function runState({ isBusy, state }: Pick<RecipeRun, 'isBusy' | 'state'>): StateWords {
  if (isBusy) return { kind: 'progress', words: state === 'removing' ? 'Being removed' : 'Being made' }
  switch (state) {
    case 'making':
      return { kind: 'needs-you', words: 'Interrupted' }
    case 'removing':
      return { kind: 'needs-you', words: 'Removal interrupted' }
    case 'done':
      return { kind: 'works', words: 'Made' }
    case 'failed':
      return { kind: 'failed', words: 'Failed' }
    case 'stopped':
      return { kind: 'needs-you', words: 'Stopped' }
    case 'gone':
      return { kind: 'off', words: 'Removed' }
    case 'removal-failed':
      return { kind: 'failed', words: 'Not all removed' }
  }
}

export const PART_STATES: Readonly<Record<PartProgress['state'], StateWords>> = {
  waiting: { kind: 'off', words: 'To come' },
  running: { kind: 'progress', words: 'Under way' },
  done: { kind: 'works', words: 'Done' },
  failed: { kind: 'failed', words: 'Failed' },
  removed: { kind: 'off', words: 'Removed' },
}

/** Whether it may go on, and whether something of it may still be there. */
export function possible(run: RecipeRun): {
  readonly resume: boolean
  readonly remove: boolean
  readonly forget: boolean
} {
  const { isBusy, state } = run
  return {
    resume: !isBusy && (state === 'making' || state === 'failed' || state === 'stopped'),
    remove: !isBusy && state !== 'gone',
    forget: !isBusy && state === 'gone',
  }
}

/** "5 of 9": parts that are there. */
export function partsDone({ parts }: Pick<RecipeRun, 'parts'>): string {
  return `${parts.filter(({ state }) => state === 'done').length} of ${parts.length}`
}

export const NEED_TITLES: Readonly<Record<NeedName, string>> = {
  instances: 'Instances',
  cpus: 'vCPUs',
  memory: 'RAM',
  floatingIps: 'Floating IPs',
  ports: 'Ports',
  securityGroups: 'Security groups',
  securityGroupRules: 'Security group rules',
  serverGroups: 'Server groups',
}

export interface NeedWords {
  readonly amount: string
  /** "37 of 40 left"; "no limit". */
  readonly left: string
  /** How much more than is left. */
  readonly short: string | undefined
}

export function needWords({ amount, isTooMuch, limit, name, used }: Need): NeedWords {
  const figure = (value: number): string => (name === 'memory' ? mebibytes(value) : value.toLocaleString(LANGUAGE))
  if (limit === undefined) return { amount: figure(amount), left: 'no limit', short: undefined }
  const left = Math.max(0, limit - used)
  return {
    amount: figure(amount),
    left: `${figure(left)} of ${figure(limit)} left`,
    short: isTooMuch ? `${figure(amount - left)} too few` : undefined,
  }
}

/** Under which name a copy is offered. */
export function copyName(name: string, taken: readonly string[]): string {
  const free = [`my-${name}`, ...Array.from({ length: 50 }, (_, index) => `my-${name}-${index + 2}`)]
  return (free.find((one) => !taken.includes(one)) ?? name).slice(0, 40)
}
