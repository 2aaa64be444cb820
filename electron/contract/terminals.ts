/** Terminals: shells on machines and in instances, and a local one that has the cloud's credentials and APIs. */
import { z } from 'zod'
import { ACTIONS } from '../../provisioner/actions/index.ts'
import { request, stream } from './call.ts'
import { cloudId, machineName, path } from './names.ts'

export interface Terminal {
  readonly id: string
  readonly cloud: string
  readonly title: string
  readonly kind: 'machine' | 'local' | 'instance'
  readonly machine?: string
  /** Id of the instance. */
  readonly server?: string
  /** `lost`: the connection went away; opening again makes a new one. */
  readonly state: 'opening' | 'open' | 'ended' | 'lost'
  /** Why it ended, in words. */
  readonly reason?: string
}

/** What is known of logging in to an instance before it is tried. */
export interface InstanceLogin {
  readonly name: string
  /** ACTIVE, SHUTOFF … */
  readonly status: string
  /** As its image has it; absent where nothing is known of that. */
  readonly user?: string
  /** The key pair it was made with, as Nova calls it. */
  readonly keyName?: string
  /** Key pairs whose private half is on this computer. */
  readonly keptKeys: readonly string[]
}

/** As the API has it. */
const serverId = z.string().min(1).max(255)
/** A login name; ssh takes it as one word. */
const login = z
  .string()
  .min(1, 'Say as whom to log in.')
  .max(64)
  .regex(/^[^\s\p{C}:@/]+$/u, 'A login name has no spaces.')

/**
 * A private key the app keeps, a file on this computer, what ssh itself takes (the agent, then ~/.ssh), or a password: the one
 * that is kept for this login, else the app asks. `anew` forgets a kept one first.
 */
const key = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kept'), name: ACTIONS['keypair.import'].input.shape.name }),
  z.strictObject({ kind: z.literal('file'), path: path.regex(/^[~/]/, 'Write the whole path, like ~/.ssh/id_work.') }),
  z.strictObject({ kind: z.literal('own') }),
  z.strictObject({ kind: z.literal('password'), anew: z.boolean().default(false) }),
])

const terminalId = z.string().max(64)
const size = { columns: z.int().min(2).max(1000), rows: z.int().min(1).max(1000) }

export const terminals = {
  'terminals.instance': request<InstanceLogin>()(z.strictObject({ cloud: cloudId, server: serverId })),
  'terminals.open': request<{ readonly id: string }>()(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('machine'), cloud: cloudId, machine: machineName, ...size }),
      z.strictObject({ kind: z.literal('local'), cloud: cloudId, ...size }),
      z.strictObject({ kind: z.literal('instance'), cloud: cloudId, server: serverId, user: login, key, ...size }),
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
