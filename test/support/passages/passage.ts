/**
 * A passage: questions to a cloud and what their answers must be. The same runs against the real services of a lab, is
 * recorded there, and is replayed from the recording.
 */

import type { ActionName, InputOfAction, OutputOfAction } from '../../../provisioner/actions/index.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import type { Fetch } from '../../../provisioner/core/http.ts'
import type { PasswordCredentials } from '../../../provisioner/openstack/credentials.ts'
import { type Openstack, openstack } from '../../../provisioner/openstack/openstack.ts'
import { checkAndPerform } from '../../../provisioner/openstack/perform.ts'

export interface Room {
  /** The administrator's client. */
  readonly os: Openstack
  /** A client of somebody else, or elsewhere. */
  as(who: Partial<PasswordCredentials>): Openstack
  readonly credentials: PasswordCredentials
  readonly fetch: Fetch
  /** Does an action as the administrator. */
  perform<N extends ActionName>(name: N, input: InputOfAction<N>): Promise<OutputOfAction<N>>
  /** Looks again and again until there is a value. */
  until<T>(what: string, look: () => Promise<T | undefined>): Promise<T>
}

export interface Passage {
  /** Its recording's folder and file: "compute/flavors". */
  readonly name: string
  run(room: Room): Promise<void>
}

/** Everything a passage makes is called so, and is found again by it. */
export const OURS = 'stackstead-passage'

export interface RoomOptions {
  readonly fetch: Fetch
  readonly credentials: PasswordCredentials
  until: Room['until']
  /** Between tries. */
  readonly sleep?: () => Promise<void>
}

export function passageRoom({ credentials, fetch, sleep, until }: RoomOptions): Room {
  const clientOf = (who: Partial<PasswordCredentials>): Openstack =>
    openstack({ fetch, credentials: { ...credentials, ...who }, ...(sleep === undefined ? {} : { sleep }) })
  const os = clientOf({})
  return {
    os,
    as: clientOf,
    credentials,
    fetch,
    perform: (name, input) => checkAndPerform(os.session, name, input),
    until,
  }
}

/** What a service said no with. Fails where it said yes. */
export async function refusal(work: Promise<unknown>): Promise<StacksteadError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof StacksteadError) return thrown
  throw new Error(thrown === undefined ? 'The service said yes.' : 'That was not said by a service.', { cause: thrown })
}

/** The first of a list that has to have one. */
export function first<T>(rows: readonly T[], what: string): T {
  const [row] = rows
  if (row === undefined) throw new Error(`There is no ${what}.`)
  return row
}
