/** What is known of a cloud's machines: one cell, in step with cloud.yaml, filled from the last look at each. */
import { oneMore } from '../../../provisioner/core/oneMore.ts'
import { machineTargets, readDesign } from '../../../provisioner/index.ts'
import { type MachineProbe, type MachineState, type MachineStates, probeIn } from '../../contract/index.ts'
import { type Cell, cell } from '../cell.ts'
import type { CloudRoom } from '../clouds/room.ts'
import type { CredentialKind, CredentialStore } from './credentials.ts'
import { type CachedProbe, readProbes, writeProbes } from './probeCache.ts'

export interface KnownMachines extends Disposable {
  readonly states: Cell<MachineStates>
  set(machine: string, state: MachineState): void
  /** What the last look that succeeded has shown. */
  last(machine: string): MachineProbe | undefined
  /** Keeps what is known for the next start. */
  save(): Promise<void>
}

interface Known {
  readonly way: string
  readonly state: MachineState
}

const UNKNOWN: MachineState = { phase: 'unknown' }

export async function knownMachines(room: CloudRoom, folder: string, store: CredentialStore): Promise<KnownMachines> {
  const states = cell<MachineStates>({ machines: {} })
  /** Machines that are no longer in cloud.yaml, too: it may be half-written just now, or one may have been renamed. */
  const known = new Map<string, Known>()
  const kinds = new Map<string, readonly CredentialKind[]>()
  const over = new AbortController()
  let names: readonly string[] = []

  for (const [name, { way, at, probe }] of await readProbes(folder, room.id))
    known.set(name, { way, state: { phase: 'seen', at, probe } })

  const show = (): void => {
    const machines = names.map((name) => [
      name,
      { ...(known.get(name)?.state ?? UNKNOWN), credentials: kinds.get(name) ?? [] },
    ])
    states.set({ machines: Object.fromEntries(machines) })
  }
  /** Which credentials are kept. */
  const recount = oneMore(async () => {
    await Promise.all(names.map(async (name) => kinds.set(name, await store.kinds(room.id, name))))
    show()
  })
  const follow = (text: string): Promise<void> => {
    const { file, machines } = readDesign(text)
    const ways = new Map(
      machineTargets(file).map(({ name, ssh: { host, port, jump } }) => [name, JSON.stringify({ host, port, jump })]),
    )
    names = machines.map(({ name }) => name)
    const renamed: Promise<void>[] = []
    for (const [name, way] of ways) {
      if (known.get(name)?.way === way) continue
      const [former, found] = [...known].find(([other, one]) => one.way === way && !names.includes(other)) ?? []
      known.set(name, { way, state: found === undefined ? UNKNOWN : renamedState(found.state) })
      if (former === undefined) continue
      known.delete(former)
      renamed.push(store.rename(room.id, former, name))
    }
    show()
    return Promise.all(renamed).then(recount)
  }
  await follow(room.text.get().text)
  room.text.follow(({ text }) => follow(text), over.signal)
  store.changed.follow(({ cloud }) => {
    if (cloud === room.id) recount()
  }, over.signal)

  return {
    states,
    set(machine, state) {
      const before = known.get(machine)
      if (before === undefined) return
      known.set(machine, { ...before, state })
      show()
    },
    last: (machine) => probeIn(known.get(machine)?.state),
    save: () => writeProbes(folder, room.id, lookedAt(known)),
    [Symbol.dispose]: () => over.abort(),
  }
}

/** A connection is made by name: under another one it is not tried again. */
function renamedState(state: MachineState): MachineState {
  if (state.phase !== 'failed') return state
  const { lost: _lost, ...rest } = state
  return rest
}

function lookedAt(known: ReadonlyMap<string, Known>): Map<string, CachedProbe> {
  const found = new Map<string, CachedProbe>()
  for (const [name, { way, state }] of known) {
    const probe = probeIn(state)
    if (probe !== undefined && 'at' in state) found.set(name, { way, at: state.at, probe })
  }
  return found
}
