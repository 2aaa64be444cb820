/** Connections to the machines of a cloud: opened when first needed, one each. */
import type { SshOptions } from '../adapters/sshOptions.ts'
import { type OwnOptions, SshPool } from '../adapters/sshPool.ts'
import type { CloudMachine } from '../config/cloud.ts'
import type { Fleet } from '../core/check.ts'
import { StacksteadError } from '../core/errors.ts'
import type { MachineName } from '../core/machine.ts'

/** What connecting needs to know of a machine; a cloud.yaml with problems elsewhere has it too. */
export type Reachable = Pick<CloudMachine, 'name' | 'ssh'>

export interface CloudFleet extends Fleet, AsyncDisposable {
  /** Closes a machine's connection; the next use makes a new one, with a login refused before tried again. */
  forget(machine: MachineName): Promise<void>
  /** Makes a lost connection again, and asks nobody anything: what would need an answer rejects, and may be tried again. */
  recover(machine: MachineName): Promise<void>
}

/**
 * @param cloud looked at anew with every machine that is asked for
 * @param own what differs for single machines: their passwords
 */
export function cloudFleet(
  cloud: { readonly machines: readonly Reachable[] },
  options: SshOptions = {},
  own?: OwnOptions,
): CloudFleet {
  const pool = new SshPool(options, own)
  const way = (name: MachineName): Reachable['ssh'] => {
    const machine = cloud.machines.find((one) => one.name === name)
    if (machine === undefined) throw new StacksteadError({ code: 'internal', message: `${name} is not in cloud.yaml.` })
    return machine.ssh
  }
  return {
    transport: async (name) => pool.connect(name, way(name)),
    recover: async (name) => pool.recover(name, way(name)),
    forget: (name) => pool.forget(name),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}
