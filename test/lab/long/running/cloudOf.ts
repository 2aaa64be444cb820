/** The running cloud of a lab as the engine opens it, and a room for passages on it. */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import {
  cloudFleet,
  type Fleet,
  openProject,
  openRunningCloud,
  type Project,
  type RunningCloud,
} from '../../../../provisioner/index.ts'
import type { PasswordCredentials } from '../../../../provisioner/openstack/credentials.ts'
import type { LabRoom } from '../../../support/labRoom.ts'
import { passageRoom, type Room } from '../../../support/passages/passage.ts'

export interface LabCloud extends Room, AsyncDisposable {
  readonly project: Project
  readonly fleet: Fleet
  readonly cloud: RunningCloud
}

/** Milliseconds for one thing to become so: emulated instances on a busy computer. */
const PATIENCE = 600_000

export async function cloudOf({ lab, options }: LabRoom): Promise<LabCloud> {
  const project = await openProject(
    join(options.folder, 'cloud.yaml'),
    join(options.home, '.config', 'stackstead', 'key'),
  )
  const fleet = cloudFleet(project.cloud, { knownHostsFile: lab.knownHosts })
  const cloud = openRunningCloud(project, fleet)
  const credentials = cloud.credentials as PasswordCredentials
  return {
    ...passageRoom({ fetch: cloud.fetch, credentials, until }),
    ...{ project, fleet, cloud },
    async [Symbol.asyncDispose]() {
      cloud.close()
      await fleet[Symbol.asyncDispose]()
    },
  }
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`Waited in vain until ${what}.`)
    await delay(1000)
  }
}
