/** The window of an app whose practice cloud was deployed by clicking: real machines, real services, real handlers. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import type { RequestInput, RequestName, RequestOutput } from '../../electron/contract/index.ts'
import { labDestroy, labStatus } from '../../provisioner/lab/index.ts'
import type { TestBrowser } from './browser.ts'
import { practicePassage } from './practicePassage.ts'
import { type ServedApp, servedApp } from './servedApp.ts'

const run = promisify(execFile)

export interface RunningWindow extends AsyncDisposable {
  readonly page: Page
  go(screen: string): Promise<unknown>
  /** Past the screens, in the page's session. */
  ask<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>
  /** A command on a machine as its user, by the system's own ssh. */
  ssh(machine: string, script: string): Promise<string>
}

/** @param cloud its name, and that of its lab; what an interrupted run of the same test left is removed */
export async function runningWindow(browser: TestBrowser, cloud: string): Promise<RunningWindow> {
  await labDestroy(cloud)
  const app = await servedApp()
  const page = await (await browser.context()).newPage()
  await page.goto(app.link)
  const passage = practicePassage(page, cloud)
  await passage.raiseMachines()
  await passage.suggestRoles()
  await passage.openCheck()
  await passage.untilFit()
  await passage.openPlan()
  await passage.deploy()
  await passage.untilDeployed()
  return opened(app, page, cloud)
}

function opened(app: ServedApp, page: Page, cloud: string): RunningWindow {
  return {
    page,
    go: (screen) => page.goto(new URL(`/clouds/${cloud}/${screen}`, app.link).href),
    async ask(name, input) {
      const url = new URL('/call', app.link)
      const answer = await page.request.post(url.href, { data: { name, input }, headers: { origin: url.origin } })
      const reply = await answer.json()
      if (reply.ok !== true) throw new Error(reply.error.message)
      return reply.value
    },
    async ssh(machine, script) {
      const { sshKey, knownHosts, machines, user } = await labStatus(cloud)
      const address = machines.find((one) => one.name === machine)?.management
      const words = ['-i', sshKey, '-o', `UserKnownHostsFile=${knownHosts}`, '-o', 'LogLevel=ERROR']
      return (await run('ssh', [...words, `${user}@${address}`, script])).stdout
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
      await labDestroy(cloud)
    },
  }
}
