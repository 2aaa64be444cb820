/** Nova's services and Neutron's agents by kind: how many there are, how many are up, and where those are that are not. Pure. */
import type { ComputeService, NetworkAgent } from '../../../electron/contract/live.ts'

interface ProcessKind {
  readonly name: string
  readonly all: number
  readonly up: number
  /** Hosts. */
  readonly down: readonly string[]
}

export function processKinds(
  services: readonly Pick<ComputeService, 'binary' | 'host' | 'state'>[],
  agents: readonly Pick<NetworkAgent, 'type' | 'host' | 'isAlive'>[],
): readonly ProcessKind[] {
  const all = [
    ...services.map(({ binary, host, state }) => ({ name: binary, host, up: state === 'up' })),
    ...agents.map(({ host, isAlive, type }) => ({ name: type, host, up: isAlive })),
  ]
  return [...Map.groupBy(all, ({ name }) => name)]
    .map(([name, rows]) => {
      const down = rows.filter(({ up }) => !up).map(({ host }) => host)
      return { name, all: rows.length, up: rows.length - down.length, down }
    })
    .sort((a, b) => a.name.localeCompare(b.name))
}
