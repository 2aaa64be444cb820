/** The one contract between the page and the app: every request and stream by name. */
import { access } from './access.ts'
import { actions } from './actions.ts'
import { app, appStreams } from './app.ts'
import { appCredentials } from './appCredentials.ts'
import type { EventOf, InputOf, OutputOf, ParsedOf, Reply } from './call.ts'
import { cloudStreams, clouds } from './clouds.ts'
import { computeStreams, computes } from './computes.ts'
import { consoleStreams, consoles } from './consoles.ts'
import { design } from './design.ts'
import { forecasts } from './forecast.ts'
import { imageStreams, images } from './images.ts'
import { keys } from './keys.ts'
import { liveStreams } from './live.ts'
import { machineStreams, machines } from './machines.ts'
import { overviewStreams } from './overview.ts'
import { paths } from './paths.ts'
import { plan } from './plan.ts'
import { practice, practiceStreams } from './practice.ts'
import { preflight, preflightStreams } from './preflight.ts'
import { questionStreams, questions } from './questions.ts'
import { quotas } from './quotas.ts'
import { recipeStreams, recipes } from './recipes.ts'
import { running } from './running.ts'
import { runStreams, runs } from './runs.ts'
import { servers } from './servers.ts'
import { terminalStreams, terminals } from './terminals.ts'
import { verify, verifyStreams } from './verify.ts'

export const REQUESTS = {
  ...app,
  ...clouds,
  ...design,
  ...machines,
  ...questions,
  ...preflight,
  ...plan,
  ...runs,
  ...verify,
  ...access,
  ...terminals,
  ...practice,
  ...running,
  ...servers,
  ...forecasts,
  ...consoles,
  ...paths,
  ...actions,
  ...keys,
  ...appCredentials,
  ...images,
  ...quotas,
  ...recipes,
  ...computes,
}

export const STREAMS = {
  ...appStreams,
  ...cloudStreams,
  ...machineStreams,
  ...questionStreams,
  ...preflightStreams,
  ...runStreams,
  ...verifyStreams,
  ...terminalStreams,
  ...practiceStreams,
  ...liveStreams,
  ...overviewStreams,
  ...consoleStreams,
  ...imageStreams,
  ...recipeStreams,
  ...computeStreams,
}

export type RequestName = keyof typeof REQUESTS
export type StreamName = keyof typeof STREAMS

export type RequestInput<N extends RequestName> = InputOf<(typeof REQUESTS)[N]>
export type RequestParsed<N extends RequestName> = ParsedOf<(typeof REQUESTS)[N]>
export type RequestOutput<N extends RequestName> = OutputOf<(typeof REQUESTS)[N]>
export type StreamInput<N extends StreamName> = InputOf<(typeof STREAMS)[N]>
export type StreamParsed<N extends StreamName> = ParsedOf<(typeof STREAMS)[N]>
export type StreamEvent<N extends StreamName> = EventOf<(typeof STREAMS)[N]>

/** What the page holds: by IPC in Electron, by HTTP and WebSocket in a browser. Never rejects; errors are replies. */
export interface Bridge {
  call<N extends RequestName>(name: N, input: RequestInput<N>): Promise<Reply<RequestOutput<N>>>
  /** Calls `onEvent` until the function it gives back is called. A lost connection is made again by itself. */
  listen<N extends StreamName>(
    name: N,
    input: StreamInput<N>,
    onEvent: (event: Reply<StreamEvent<N>>) => void,
  ): () => void
  /** Whether the app answers; calls back at once and with every change. */
  onConnection(listener: (connected: boolean) => void): () => void
}

export type { ErrorData } from '../../provisioner/core/errors.ts'
export type * from './access.ts'
export type * from './app.ts'
export type * from './appCredentials.ts'
export type * from './call.ts'
export type * from './clouds.ts'
export type * from './computes.ts'
export type * from './consoles.ts'
export type * from './design.ts'
export type * from './forecast.ts'
export type * from './images.ts'
export type * from './keys.ts'
export type * from './live.ts'
export type * from './machines.ts'
export type * from './overview.ts'
export type * from './paths.ts'
export type * from './plan.ts'
export type * from './practice.ts'
export type * from './preflight.ts'
export { probeIn } from './probeIn.ts'
export type * from './questions.ts'
export type * from './quotas.ts'
export type * from './recipes.ts'
export type * from './running.ts'
export {
  type RunEvent,
  type RunNow,
  type RunState,
  type RunSummary,
  reduceRunEvents,
  type StepProgress,
} from './runs.ts'
export type * from './servers.ts'
export type * from './terminals.ts'
export type * from './verify.ts'
