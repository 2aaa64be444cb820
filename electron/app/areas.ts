/** All areas of the app, put together: the one place where they are named. */
import { privateFolder } from '../../provisioner/index.ts'
import type { RequestName, StreamName } from '../contract/index.ts'
import { accessArea } from './access/accessArea.ts'
import { appCredentialsArea } from './access/appCredentialsArea.ts'
import { cloudCredentials } from './access/cloudCredentials.ts'
import { cloudProxies } from './access/cloudProxies.ts'
import type { Answers, Tells } from './area.ts'
import { cloudRooms } from './clouds/cloudRooms.ts'
import { cloudsArea } from './clouds/cloudsArea.ts'
import { connectedClouds } from './clouds/connectedClouds.ts'
import type { AppContext } from './context.ts'
import { designArea } from './design/designArea.ts'
import type { AppHost } from './host.ts'
import { imagesArea } from './images/imagesArea.ts'
import { imageTransfers } from './images/imageTransfers.ts'
import { jobs as newJobs } from './jobs.ts'
import { credentialStore } from './machines/credentials.ts'
import { machinesArea } from './machines/machinesArea.ts'
import { machineProbes } from './machines/probes.ts'
import { overviewArea } from './overview/overviewArea.ts'
import { planArea } from './plan/planArea.ts'
import { practiceArea } from './practice/practiceArea.ts'
import { appArea } from './preferences/appArea.ts'
import { type PreferenceStore, preferenceStore } from './preferences/preferences.ts'
import { preflightArea } from './preflight/preflightArea.ts'
import { openQuestions } from './questions/questions.ts'
import { questionsArea } from './questions/questionsArea.ts'
import { recipesArea } from './recipes/recipesArea.ts'
import { cloudClients } from './running/cloudClients.ts'
import { computesArea } from './running/computesArea.ts'
import { connectingArea } from './running/connectingArea.ts'
import { consolesArea } from './running/consolesArea.ts'
import { drains } from './running/drains.ts'
import { drainFiles } from './running/drainsFile.ts'
import { forecastArea } from './running/forecastArea.ts'
import { keptKeys } from './running/keptKeys.ts'
import { keysArea } from './running/keysArea.ts'
import { liveCloud } from './running/liveCloud.ts'
import { pathArea } from './running/pathArea.ts'
import { privateKeys } from './running/privateKeys.ts'
import { quotasArea } from './running/quotasArea.ts'
import { runningArea } from './running/runningArea.ts'
import { serversArea } from './running/serversArea.ts'
import { runsArea } from './runs/runsArea.ts'
import { instanceShells } from './terminals/instanceShells.ts'
import { terminalsArea } from './terminals/terminalsArea.ts'
import { verifyArea } from './verify/verifyArea.ts'

export async function openAreas(host: AppHost) {
  await privateFolder(host.folder)
  const preferences = preferenceStore(host.folder)
  const jobs = newJobs()
  const credentials = credentialStore(host)
  const questions = openQuestions(credentials)
  const connected = connectedClouds(host)
  const rooms = await cloudRooms(host, jobs, { questions, credentials, connected })
  const probes = machineProbes({ host, jobs }, rooms, questions, credentials)
  const context: AppContext = { host: quietable(host, preferences), rooms, jobs, probes }

  const app = appArea(context, preferences)
  const clouds = cloudsArea(rooms)
  const design = designArea(context)
  const asked = questionsArea(questions)
  const machines = machinesArea(rooms, probes, credentials)
  const preflight = preflightArea(context)
  const plan = planArea(context)
  const runs = runsArea(context)
  const verify = verifyArea(context)
  const practice = practiceArea(context)
  const proxies = cloudProxies(rooms)
  const credentialsOf = cloudCredentials(rooms, connected)
  const access = accessArea(context, credentialsOf, proxies)
  const clients = cloudClients(rooms, connected)
  const kept = privateKeys(host)
  const shells = instanceShells({
    folder: host.folder,
    rooms,
    clients,
    questions,
    keys: keptKeys(rooms, kept),
    store: credentials,
  })
  const terminals = terminalsArea(context, proxies, shells)
  const live = liveCloud(clients)
  const running = runningArea(clients, live)
  const connecting = connectingArea(rooms)
  const appCredentials = appCredentialsArea({ host: context.host, clients, live, credentialsOf })
  const images = imagesArea({ clients, live, transfers: imageTransfers(jobs) })
  const quotas = quotasArea(clients)
  const keys = keysArea({ rooms, clients, live, kept })
  const recipes = recipesArea({ host: context.host, jobs, rooms, clients, live, kept })
  const servers = serversArea(clients)
  const forecasts = forecastArea(clients)
  const overview = overviewArea({ rooms, clients })
  const consoles = consolesArea(clients)
  const computes = computesArea({ clients, live, drains: drains(jobs, drainFiles(rooms, connected)) })
  const paths = pathArea(rooms, clients)
  /** Questions end first: nobody answers any more, and whatever waits for an answer would wait for ever. */
  const areas: readonly AsyncDisposable[] = [
    asked,
    overview,
    consoles,
    images,
    recipes,
    computes,
    running,
    terminals,
    access,
    proxies,
    practice,
    runs,
    verify,
    preflight,
    plan,
    machines,
    design,
    clouds,
    app,
  ]
  // Whatever the contract asks and no area answers is a mistake the compiler sees.
  const requests: Answers<RequestName> = {
    ...app.requests,
    ...clouds.requests,
    ...design.requests,
    ...asked.requests,
    ...machines.requests,
    ...preflight.requests,
    ...plan.requests,
    ...runs.requests,
    ...verify.requests,
    ...practice.requests,
    ...access.requests,
    ...terminals.requests,
    ...running.requests,
    ...connecting.requests,
    ...keys.requests,
    ...quotas.requests,
    ...images.requests,
    ...recipes.requests,
    ...appCredentials.requests,
    ...servers.requests,
    ...forecasts.requests,
    ...consoles.requests,
    ...computes.requests,
    ...paths.requests,
  }
  const streams: Tells<StreamName> = {
    ...app.streams,
    ...clouds.streams,
    ...asked.streams,
    ...machines.streams,
    ...preflight.streams,
    ...runs.streams,
    ...verify.streams,
    ...practice.streams,
    ...terminals.streams,
    ...running.streams,
    ...overview.streams,
    ...consoles.streams,
    ...images.streams,
    ...recipes.streams,
    ...computes.streams,
  }
  return {
    requests,
    streams,
    async [Symbol.asyncDispose]() {
      for (const area of areas) await area[Symbol.asyncDispose]()
      await rooms[Symbol.asyncDispose]()
    },
  }
}

export type AppAreas = Awaited<ReturnType<typeof openAreas>>

/** Says nothing on the desktop where the person does not want it. */
function quietable(host: AppHost, preferences: PreferenceStore): AppHost {
  if (host.notify === undefined) return host
  return {
    ...host,
    notify: (title, body) => {
      if (preferences.read().notifications) host.notify?.(title, body)
    },
  }
}
