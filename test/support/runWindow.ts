/** The window on runs of scripted machines: the real app in this process, whose runs and jobs are those of a {@link RunsWorld}. */
import type { Page } from 'playwright-core'
import type { z } from 'zod'
import { REQUESTS, type Reply, STREAMS } from '../../electron/contract/index.ts'
import { openServer } from '../../electron/serve/server.ts'
import { openSessions } from '../../electron/serve/sessions.ts'
import { PAGE_FOLDER } from '../../electron/shell/appFolder.ts'
import { pageFiles } from '../../electron/shell/pageFiles.ts'
import type { RunningApp } from '../../electron/shell/runningApp.ts'
import { errorData } from '../../provisioner/core/errors.ts'
import { freshBuild } from '../../scripts/freshBuild.ts'
import { openAppRoom } from './appRoom.ts'
import { complaints, type TestBrowser } from './browser.ts'
import type { RunsWorld } from './runsWorld.ts'

export interface RunWindow extends AsyncDisposable {
  readonly page: Page
  complaints(): readonly string[]
  /** A screen of the cloud "home". */
  goTo(screen: string): Promise<void>
}

type Answer = (input: unknown) => Promise<unknown>
type Tell = (input: unknown, emit: (event: unknown) => void, signal: AbortSignal) => void | Promise<void>

/** One page on the app, past its link. */
export async function runWindow(browser: TestBrowser, world: RunsWorld): Promise<RunWindow> {
  await freshBuild(['page'])
  const room = await openAppRoom()
  await room.ask('clouds.create', { name: 'home' })
  const { revision } = await room.ask('clouds.read', { cloud: 'home' })
  await room.ask('clouds.write', { cloud: 'home', text: world.app.room.text.get().text, revision })
  const errors: unknown[] = []
  const server = await openServer({
    app: withRunsOf(world, room.app),
    page: pageFiles(PAGE_FOLDER),
    sessions: await openSessions(room.folder),
    port: 0,
    anotherLink: false,
    onError: (error) => errors.push(error),
  })
  const context = await browser.context({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const heard = complaints(page)
  const connected = page.getByText('Connected', { exact: true })
  await page.goto(server.link())
  await page.waitForURL('**/clouds/home/*')
  await connected.waitFor()
  return {
    page,
    complaints: () => [...heard, ...errors.map(String)],
    async goTo(screen) {
      await page.goto(`http://127.0.0.1:${server.port}/clouds/home/${screen}`)
      await connected.waitFor()
    },
    async [Symbol.asyncDispose]() {
      await context.close()
      await server[Symbol.asyncDispose]()
      await room[Symbol.asyncDispose]()
    },
  }
}

function withRunsOf({ app, area }: RunsWorld, rest: RunningApp): RunningApp {
  const answers: Readonly<Record<string, unknown>> = area.requests
  const tells: Readonly<Record<string, unknown>> = {
    ...area.streams,
    'jobs.follow': (_input: unknown, emit: (event: unknown) => void, signal: AbortSignal) =>
      app.context.jobs.list.follow(emit, signal),
  }
  return {
    async call(name, input) {
      if (!Object.hasOwn(answers, name)) return rest.call(name, input)
      try {
        const parsed = REQUESTS[name as keyof typeof REQUESTS].input as z.ZodType
        return { ok: true, value: await (answers[name] as Answer)(parsed.parse(input)) }
      } catch (error) {
        return failed(error)
      }
    },
    listen(name, input, onEvent) {
      if (!Object.hasOwn(tells, name)) return rest.listen(name, input, onEvent)
      const over = new AbortController()
      const emit = (value: unknown): void => {
        if (!over.signal.aborted) onEvent({ ok: true, value })
      }
      const parsed = STREAMS[name as keyof typeof STREAMS].input as z.ZodType
      const begin = async (): Promise<void> => (tells[name] as Tell)(parsed.parse(input), emit, over.signal)
      begin().catch((error: unknown) => onEvent(failed(error)))
      return () => over.abort()
    },
    [Symbol.asyncDispose]: () => rest[Symbol.asyncDispose](),
  }
}

function failed(error: unknown): Reply<never> {
  return { ok: false, error: errorData(error) }
}
