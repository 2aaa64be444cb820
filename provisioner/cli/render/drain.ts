/** A drain as text: what became of each instance, and of the compute. Pure. */
import type { DrainEnd, DrainedInstance, DrainedState } from '../../index.ts'
import { clip, count, type Look, shownName } from './text.ts'

const SETTLED: Partial<Record<DrainedState, readonly ['green' | 'yellow' | 'red', string]>> = {
  moved: ['green', 'moved '],
  stopped: ['yellow', 'off   '],
  stays: ['yellow', 'stays '],
  failed: ['red', 'failed'],
}

/** Whether it neither comes nor goes any more. */
export function isSettled({ state }: DrainedInstance): boolean {
  return SETTLED[state] !== undefined
}

export function drainedLine({ error, name, state, to, why }: DrainedInstance, { paint }: Look): string {
  const [colour, word] = SETTLED[state] ?? ['yellow', state]
  const where = state === 'moved' && to !== undefined ? ` to ${shownName(to)}` : ''
  const reason = state === 'failed' ? error?.message : why
  return `  ${paint(colour, word)}  ${shownName(name)}${where}${reason === undefined ? '' : `: ${shownName(reason)}`}`
}

export function movingLine({ copied, name, state, to }: DrainedInstance, { columns, paint }: Look): string {
  const where = to === undefined ? '' : ` to ${shownName(to)}`
  const share = copied === undefined ? '' : `, ${Math.floor(copied * 100)} %`
  return paint('dim', clip(`  …       ${shownName(name)}: ${state}${where}${share}`, columns))
}

export function drainEnd(host: string, end: DrainEnd, instances: readonly DrainedInstance[]): string {
  const shown = shownName(host)
  const back = `"stackstead compute enable ${shown}" gives it new instances again.`
  if (end === 'empty') return `${shown} is empty. ${back}`
  const left = instances.filter(({ state }) => state !== 'moved').length
  if (end === 'cancelled') return `Stopped with ${count(left, 'instance')} still on ${shown}; the same command goes on.`
  return `${count(left, 'instance')} still on ${shown}, which takes no new ones. ${back}`
}
