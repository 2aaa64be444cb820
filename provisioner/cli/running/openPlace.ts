/** The running cloud a command works on: that of cloud.yaml, through ssh, or one of a clouds.yaml, asked directly. */
import type { Command } from 'commander'
import { StacksteadError } from '../../core/errors.ts'
import {
  cloudAccess,
  didYouMean,
  knownClouds,
  type Openstack,
  openDirectCloud,
  openRunningCloud,
  type Project,
  type RunningCloud,
} from '../../index.ts'
import { fleetOf, type OpenFleet, projectOf } from '../connect.ts'
import { withShared } from '../options.ts'
import type { Session } from '../session.ts'
import { stopOnSignals } from '../stop.ts'

/** Options of every command on a running cloud. */
export interface PlaceOptions {
  readonly osCloud?: string
  readonly explain?: boolean
}

export interface Place extends AsyncDisposable {
  readonly session: Session
  readonly os: Openstack
  /** The way there, for what is no request to an API, or shall not end with the first Ctrl-C. */
  readonly way: RunningCloud
  /** Aborted by Ctrl-C; requests under way end with it. */
  readonly signal: AbortSignal
  /** From now on Ctrl-C is for a program that is run. */
  leaveSignals(): void
  /** Whether what would be done is shown instead. */
  readonly explains: boolean
  /** Absent for a cloud of a clouds.yaml. */
  readonly own?: { readonly project: Project; readonly fleet: OpenFleet }
}

const EXPLAIN = 'do nothing; show the requests, openstack commands and Terraform that would'

/** @param changes whether it changes anything, and so can be explained */
export function onCloud(command: Command, changes: 'reads' | 'changes'): Command {
  command.option('--os-cloud <name>', 'a cloud of your clouds.yaml instead of the one of cloud.yaml')
  if (changes === 'changes') command.option('--explain', EXPLAIN)
  return withShared(command, 'machines')
}

export async function openPlace(session: Session, { explain = false, osCloud }: PlaceOptions): Promise<Place> {
  const stopping = stopOnSignals(() => session.terminal.note('Stopping …'))
  try {
    const way = osCloud === undefined ? await ownWay(session) : await directWay(osCloud)
    const { cloud, own } = way
    return {
      session,
      os: cloud.client({ signal: stopping.signal }),
      way: cloud,
      signal: stopping.signal,
      explains: explain,
      leaveSignals: () => stopping[Symbol.dispose](),
      ...(own === undefined ? {} : { own }),
      async [Symbol.asyncDispose]() {
        stopping[Symbol.dispose]()
        cloud.close()
        await own?.fleet[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    stopping[Symbol.dispose]()
    throw error
  }
}

async function ownWay(session: Session) {
  const project = await projectOf(session)
  const fleet = await fleetOf(session, project)
  return { cloud: openRunningCloud(project, fleet), own: { project, fleet } }
}

async function directWay(name: string) {
  const entries = await knownClouds()
  const found = entries.find((one) => one.name === name)
  if (found === undefined) {
    throw new StacksteadError({
      code: 'invalid-input',
      message: `No clouds.yaml names a cloud ${name}.`,
      remedy: didYouMean(
        name,
        entries.map((one) => one.name),
      ),
    })
  }
  const { ca, credentials } = await cloudAccess(found.file, name)
  return { cloud: openDirectCloud(credentials, ca), own: undefined }
}
