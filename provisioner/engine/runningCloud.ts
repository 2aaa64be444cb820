/** The running cloud from outside: its APIs through ssh as its administrator, or straight as whoever a clouds.yaml says. */
import { directStream } from '../adapters/directStream.ts'
import type { Cloud, Secrets } from '../config/cloud.ts'
import type { Fleet } from '../core/check.ts'
import type { Fetch } from '../core/http.ts'
import type { Credentials } from '../openstack/credentials.ts'
import { clientOf, type Openstack } from '../openstack/openstack.ts'
import { RememberingSession } from '../openstack/rememberingSession.ts'
import { Session, type SessionOptions } from '../openstack/session.ts'
import { adminCredentials } from './access.ts'
import { type CloudTunnel, cloudTunnel } from './cloudFetch.ts'
import { directCloud } from './knownClouds.ts'

/** What of a client its owner may choose. */
export type ClientOptions = Omit<SessionOptions, 'fetch' | 'credentials' | 'once'> & {
  /** For looking at the same again and again: tries once, and knows an answer it had before. */
  readonly looking?: boolean
}

export interface RunningCloud extends CloudTunnel {
  readonly credentials: Credentials
  /** Another client by the same connections; nothing is sent before its first question. */
  client(options?: ClientOptions): Openstack
}

/** Nothing is connected before the first question. `close` ends the connections to the APIs; those of the fleet stay. */
export function openRunningCloud(
  project: { readonly cloud: Cloud; readonly secrets: Secrets },
  fleet: Fleet,
): RunningCloud {
  return runningCloud(adminCredentials(project), () => cloudTunnel(project.cloud, fleet))
}

/**
 * A cloud that is reached without ssh.
 * @param ca certificates of the authority that vouches for it, in PEM form, where it has one of its own
 */
export function openDirectCloud(credentials: Credentials, ca?: string): RunningCloud {
  return runningCloud(credentials, () => ({ ...directCloud(ca), ca, forward: directStream }))
}

/** Who looks on has connections apart: what a person does waits for no listing. */
function runningCloud(credentials: Credentials, open: () => CloudTunnel): RunningCloud {
  const [way, apart] = [open(), open()]
  return {
    ...way,
    credentials,
    client: (options) => clientBy(options?.looking === true ? apart.fetch : way.fetch, credentials, options),
    close() {
      way.close()
      apart.close()
    },
  }
}

/** A client by any way to a cloud, Stackstead's own or not. */
export function clientBy(fetch: Fetch, credentials: Credentials, options: ClientOptions = {}): Openstack {
  const { looking = false, ...others } = options
  const session = { fetch, credentials, once: looking, ...others }
  return clientOf(looking ? new RememberingSession(session) : new Session(session))
}
