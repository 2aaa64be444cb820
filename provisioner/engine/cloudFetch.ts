/** HTTP to the cloud's own addresses through ssh: each machine's services by the connection to that machine. */
import { tunnelFetch } from '../adapters/tunnelFetch.ts'
import { type Cloud, machineOf } from '../config/cloud.ts'
import type { Fleet } from '../core/check.ts'
import type { Fetch } from '../core/http.ts'
import type { Duplex } from '../core/stream.ts'

export interface CloudTunnel {
  readonly fetch: Fetch
  /** PEM of the authorities that vouch for the cloud instead of the system's own. */
  readonly ca?: string | undefined
  /** A stream to host:port: by the machine whose management address it is, otherwise by keystone's. */
  forward(host: string, port: number): Promise<Duplex>
  close(): void
}

export function cloudTunnel(cloud: Cloud, fleet: Fleet): CloudTunnel {
  const forward = async (host: string, port: number): Promise<Duplex> => {
    const owner = cloud.machines.find((machine) => machine.management === host) ?? machineOf(cloud, 'keystone')
    return (await fleet.transport(owner.name)).forward(host, port)
  }
  return { forward, ...tunnelFetch(forward) }
}
