/** All areas of the app, put together: the one place where they are named. */

import { privateFolder } from '../../provisioner/index.ts'
import { cloudRooms } from './clouds/cloudRooms.ts'
import { cloudsArea } from './clouds/cloudsArea.ts'
import type { AppContext } from './context.ts'
import { designArea } from './design/designArea.ts'
import type { AppHost } from './host.ts'
import { jobs as newJobs } from './jobs.ts'
import { credentialStore } from './machines/credentials.ts'
import { machinesArea } from './machines/machinesArea.ts'
import { machineProbes } from './machines/probes.ts'
import { appArea } from './preferences/appArea.ts'
import { preferenceStore } from './preferences/preferences.ts'
import { openQuestions } from './questions/questions.ts'
import { questionsArea } from './questions/questionsArea.ts'

export async function openAreas(host: AppHost) {
  await privateFolder(host.folder)
  const jobs = newJobs()
  const credentials = credentialStore(host)
  const questions = openQuestions(credentials)
  const rooms = await cloudRooms(host, jobs, { questions, credentials })
  const probes = machineProbes({ host, jobs }, rooms, questions, credentials)
  const context: AppContext = { host, rooms, jobs, probes }

  const app = appArea(context, preferenceStore(host.folder))
  const clouds = cloudsArea(rooms)
  const design = designArea(context)
  const asked = questionsArea(questions)
  const machines = machinesArea(rooms, probes, credentials)
  const areas: readonly AsyncDisposable[] = [asked, machines, design, clouds, app]
  return {
    requests: { ...app.requests, ...clouds.requests, ...design.requests, ...asked.requests, ...machines.requests },
    streams: { ...app.streams, ...clouds.streams, ...asked.streams, ...machines.streams },
    /** Questions first: nobody answers any more, and whatever waits for an answer would wait for ever. */
    async [Symbol.asyncDispose]() {
      for (const area of areas) await area[Symbol.asyncDispose]()
      await rooms[Symbol.asyncDispose]()
    },
  }
}

export type AppAreas = Awaited<ReturnType<typeof openAreas>>
