/** Machines whose connection went away, in the few words the status bar has. Pure. */
import type { MachineStates } from '../../../electron/contract/index.ts'
import { count } from '../../ui/words.ts'

export interface LostWords {
  readonly text: string
  /** The only one. */
  readonly machine?: string
}

/** "compute-1 does not answer; trying again": nothing where every connection holds. */
export function lostWords(states: MachineStates | undefined): LostWords | undefined {
  const lost = Object.entries(states?.machines ?? {}).flatMap(([name, state]) =>
    state.phase === 'failed' && state.lost !== undefined ? [{ name, isTried: state.lost.retryAt !== undefined }] : [],
  )
  const silent = lost.filter(({ isTried }) => isTried).map(({ name }) => name)
  const refusing = lost.filter(({ isTried }) => !isTried).map(({ name }) => name)
  const parts = [
    ...said(silent, 'does not answer; trying again', 'do not answer; trying again'),
    ...said(refusing, 'is back and needs you', 'are back and need you'),
  ]
  if (lost.length === 0) return undefined
  return { text: parts.join(' · '), ...(lost[0] === undefined || lost.length > 1 ? {} : { machine: lost[0].name }) }
}

function said(names: readonly string[], one: string, many: string): string[] {
  const [first] = names
  if (first === undefined) return []
  return [names.length === 1 ? `${first} ${one}` : `${count(names.length, 'machine')} ${many}`]
}
