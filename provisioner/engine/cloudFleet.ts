/** Connections to the machines of a cloud: opened when first needed, one each. */
import type { SshOptions } from '../adapters/sshOptions.ts'
import { SshPool } from '../adapters/sshPool.ts'
import type { Cloud } from '../config/cloud.ts'
import type { Fleet } from '../core/check.ts'
import { StacksteadError } from '../core/errors.ts'

export function cloudFleet(cloud: Cloud, options: SshOptions = {}): Fleet & AsyncDisposable {
  const pool = new SshPool(options)
  return {
    transport: async (name) => {
      const machine = cloud.machines.find((one) => one.name === name)
      if (machine === undefined)
        throw new StacksteadError({ code: 'internal', message: `${name} is not in cloud.yaml.` })
      return pool.connect(name, machine.ssh)
    },
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  }
}
