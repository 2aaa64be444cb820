/** Clouds: the folders the app keeps, each with its cloud.yaml, secrets and history. */
import { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'
import { request, stream } from './call.ts'
import { cloudId, ofCloud, path } from './names.ts'
import type { RunSummary } from './runs.ts'

export interface CloudSummary {
  readonly id: string
  /** `own`: of a cloud.yaml, deployed from here. `connected`: only used, because a clouds.yaml names it. */
  readonly kind: 'own' | 'connected'
  /** As cloud.yaml says; the id where it says nothing yet. */
  readonly name: string
  /** Absolute path of cloud.yaml; of the clouds.yaml it came from, for one that is only used. */
  readonly file: string
  readonly machines: number
  readonly problems: number
  /** Made of practice machines on this computer. */
  readonly practice: boolean
  readonly lastRun?: RunSummary
  /** Why its history, and so the last run, cannot be read. */
  readonly unread?: ErrorData
}

/** The text a person edits. `revision` changes with each write, so that a write over somebody else's is noticed. */
export interface CloudText {
  readonly text: string
  readonly revision: string
}

export const clouds = {
  'clouds.list': request<readonly CloudSummary[]>()(z.strictObject({})),
  /** An empty cloud of that name. Rejects with `invalid-input` where there is one already. */
  'clouds.create': request<CloudSummary>()(z.strictObject({ name: cloudId })),
  /** A cloud.yaml that is elsewhere, kept where it is. */
  'clouds.open': request<CloudSummary>()(z.strictObject({ file: path })),
  /** Takes it out of the list. Its files stay, and so does the cloud. Rejects with `locked` while it is being worked on. */
  'clouds.forget': request<null>()(ofCloud),
  'clouds.read': request<CloudText>()(ofCloud),
  /** Saves. Rejects with `changed-elsewhere` where the file is no longer what `revision` stood for. */
  'clouds.write': request<CloudText>()(
    z.strictObject({ cloud: cloudId, text: z.string().max(1_000_000), revision: z.string().max(128) }),
  ),
}

export const cloudStreams = {
  /** The list, again after every change. */
  'clouds.follow': stream<readonly CloudSummary[]>()(z.strictObject({})),
  /** The text of one cloud, again when it changes, by whomever. */
  'clouds.text': stream<CloudText>()(ofCloud),
}
