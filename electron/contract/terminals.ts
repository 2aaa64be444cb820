/** Terminals: shells on machines, and a local one that has the cloud's credentials and APIs. */
import { z } from 'zod'
import { request, stream } from './call.ts'
import { cloudId, machineName } from './names.ts'

export interface Terminal {
  readonly id: string
  readonly cloud: string
  readonly title: string
  readonly kind: 'machine' | 'local'
  readonly machine?: string
  /** `lost`: the connection went away; opening again makes a new one. */
  readonly state: 'opening' | 'open' | 'ended' | 'lost'
  /** Why it ended, in words. */
  readonly reason?: string
}

const terminalId = z.string().max(64)
const size = { columns: z.int().min(2).max(1000), rows: z.int().min(1).max(1000) }

export const terminals = {
  'terminals.open': request<{ readonly id: string }>()(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('machine'), cloud: cloudId, machine: machineName, ...size }),
      z.strictObject({ kind: z.literal('local'), cloud: cloudId, ...size }),
    ]),
  ),
  'terminals.write': request<null>()(z.strictObject({ id: terminalId, data: z.string().max(1_000_000) })),
  'terminals.resize': request<null>()(z.strictObject({ id: terminalId, ...size })),
  /** The same tab with a new shell. */
  'terminals.reconnect': request<null>()(z.strictObject({ id: terminalId, ...size })),
  'terminals.close': request<null>()(z.strictObject({ id: terminalId })),
}

export const terminalStreams = {
  'terminals.follow': stream<readonly Terminal[]>()(z.strictObject({})),
  /** What is on the screen already (up to 1 MiB), then what comes. */
  'terminals.output': stream<string>()(z.strictObject({ id: terminalId })),
}
