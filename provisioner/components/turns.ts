/** In which order a machine's packages come: one after the other, since apt works alone, but what has come is configured meanwhile. */
import type { Cloud, CloudMachine } from '../config/cloud.ts'
import type { Component } from './component.ts'

/** `first` is what the others wait for; `last` what takes long while nothing waits for it. */
export type Turn = 'first' | 'next' | 'last'

export const TURNS: readonly Turn[] = ['first', 'next', 'last']

/** What apt installs at once on a machine. */
export interface Transaction {
  readonly machine: CloudMachine
  readonly turn: Turn
  /** Ids of the components that want something of it. */
  readonly components: readonly string[]
  /** Each with the components that want it. */
  readonly packages: ReadonlyMap<string, readonly string[]>
}

/**
 * Every machine's transactions, the first ones first. What base wants goes with the first of a machine, and a package that several
 * components want with the first of them.
 */
export function transactionsOf(components: readonly Component[], cloud: Cloud): readonly Transaction[] {
  const all = cloud.machines.flatMap((machine) => ofMachine(components, cloud, machine))
  return TURNS.flatMap((turn) => all.filter((one) => one.turn === turn))
}

function ofMachine(components: readonly Component[], cloud: Cloud, machine: CloudMachine): readonly Transaction[] {
  const wishes = components
    .map((one) => ({ ...one, wants: one.packages(cloud, machine) }))
    .filter((one) => one.wants.length > 0)
  const first = TURNS.find((turn) => wishes.some((one) => one.id !== 'base' && turnOf(one) === turn)) ?? 'next'
  const come = new Set<string>()
  return TURNS.flatMap((turn) => {
    const here = wishes.filter((one) => (one.id === 'base' ? first : turnOf(one)) === turn)
    const packages = new Map<string, string[]>()
    for (const { id, wants } of here)
      for (const name of wants) if (!come.has(name)) packages.set(name, [...(packages.get(name) ?? []), id])
    for (const name of packages.keys()) come.add(name)
    return packages.size === 0 ? [] : [{ machine, turn, components: here.map((one) => one.id), packages }]
  })
}

function turnOf(component: Component): Turn {
  return component.turn ?? 'next'
}
