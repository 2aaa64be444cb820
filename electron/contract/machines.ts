/** Machines of a cloud: adding them, and what they are made of. Their entries live in cloud.yaml. */
import { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import type { MachineProbe, SshHost } from '../../provisioner/index.ts'
import { request, stream } from './call.ts'
import { cloudId, line, machineName, ofCloud, path, secretText } from './names.ts'

export type { MachineProbe, SshHost }

/** Passwords are kept encrypted by the app, once they have worked, and never come back. */
export const credentials = z.strictObject({
  password: secretText.optional(),
  sudoPassword: secretText.optional(),
  /** Of the key file. */
  passphrase: secretText.optional(),
})

/** As typed in a form; what is left out comes from ~/.ssh/config and ssh's own defaults. */
export const newMachine = z.strictObject({
  name: machineName,
  address: line.min(1),
  user: line.optional(),
  port: z.int().min(1).max(65_535).optional(),
  key: path.optional(),
  jump: line.optional(),
})
export type NewMachine = z.input<typeof newMachine>

export type MachineState =
  | { readonly phase: 'unknown' }
  /** `doing`: "Connecting", "Waiting for your answer", "Reading". */
  | { readonly phase: 'probing'; readonly doing: string; readonly since: number; readonly last?: MachineProbe }
  /** Before the app was opened: whether it still answers is not known. */
  | { readonly phase: 'seen'; readonly at: number; readonly probe: MachineProbe }
  | { readonly phase: 'ready'; readonly at: number; readonly probe: MachineProbe }
  | {
      readonly phase: 'failed'
      readonly at: number
      readonly error: ErrorData
      readonly last?: MachineProbe
      /** Its connection went away. It is tried again by itself at `retryAt`, where that needs no answer of a person. */
      readonly lost?: { readonly retryAt?: number }
    }

export interface MachineStates {
  /** Whether credentials are kept, never which. */
  readonly machines: Readonly<Record<string, MachineState & { readonly credentials: readonly string[] }>>
}

export const machines = {
  /** Writes them into cloud.yaml and begins to probe them; credentials that work are kept. */
  'machines.add': request<null>()(
    z.strictObject({
      cloud: cloudId,
      machines: z.array(newMachine).min(1).max(256),
      credentials: credentials.optional(),
    }),
  ),
  /** Replaces address and login. Credentials left out stay as they are; an empty text forgets one. */
  'machines.edit': request<null>()(
    z.strictObject({ cloud: cloudId, machine: machineName, entry: newMachine, credentials: credentials.optional() }),
  ),
  'machines.remove': request<null>()(z.strictObject({ cloud: cloudId, machines: z.array(machineName).min(1) })),
  /** Looks at all, or at some, side by side. Resolves when every one has answered or failed. */
  'machines.probe': request<null>()(z.strictObject({ cloud: cloudId, machines: z.array(machineName).optional() })),
  /** Looks at machines that were seen before the app was opened, once and as far as nobody has to answer anything. */
  'machines.glance': request<null>()(ofCloud),
  /** Hosts of ~/.ssh/config, without patterns. */
  'machines.sshHosts': request<readonly SshHost[]>()(z.strictObject({})),
  /** Lines like "name user@address:port", comma or space separated: what could be read of them, and what not. */
  'machines.readList': request<{ readonly machines: readonly NewMachine[]; readonly problems: readonly string[] }>()(
    z.strictObject({ text: z.string().max(100_000) }),
  ),
  /** Wake on LAN: a magic packet for each wired card seen by the last probe. It is then tried by itself until it answers. */
  'machines.wake': request<{ readonly sent: number }>()(z.strictObject({ cloud: cloudId, machine: machineName })),
}

export const machineStreams = {
  /** While somebody listens, a machine whose connection went away is tried again by itself. */
  'machines.follow': stream<MachineStates>()(ofCloud),
}
