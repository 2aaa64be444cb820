/** Memory of the app's process with many machines: started, all probed, all planned; beside a Node process that idles. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { knownHostsBeside } from '../../../provisioner/index.ts'
import { type AskApp, askApp } from '../../support/askApp.ts'
import { servedApp } from '../../support/servedApp.ts'
import { sshdLacks } from '../../support/sshd.ts'
import { aim, rounded } from '../figures.ts'
import type { Report } from '../report.ts'
import { simulatedFleet } from '../scale/machines.ts'
import type { Simulated } from '../scale/wanted.ts'
import { proportional } from '../usage.ts'
import { wideCloud } from '../wideCloud.ts'

/** Aim of the project, in MiB. */
const AIM = 200

const CLOUD = 'wide'

/** How often memory is looked at, in milliseconds. */
const LOOK = 50

interface Stage {
  readonly title: string
  /** MiB when it was over, and the most it was seen with until then. */
  readonly after: number
  readonly most: number
}

export interface AppMemoryOptions {
  readonly machines: number
  readonly onProgress: (line: string) => void
}

export async function appMemory({ machines, onProgress }: AppMemoryOptions): Promise<Report> {
  const lack = sshdLacks()
  if (lack !== undefined) throw new Error(`Simulated machines are not possible here: ${lack}.`)
  if (process.getuid?.() !== 0) throw new Error('Simulated machines need root, because what is read needs it.')
  onProgress(`Starting ${machines} simulated machines`)
  await using fleet = await simulatedFleet(machines)
  const idle = await memoryOfIdle()
  await using app = await servedApp()
  const ask = await askApp(app.link)
  const stages: Stage[] = []
  const staged = async (title: string, work: () => Promise<unknown>): Promise<void> => {
    onProgress(title)
    stages.push({ title, ...(await watched(app.pid, work)) })
  }
  await staged('started', () => ask('clouds.list', {}))
  await staged('knows its machines', () => written(ask, fleet.simulated))
  await staged('has probed all', () => ask('machines.probe', { cloud: CLOUD }))
  await staged('has planned all', () => ask('plan.read', { cloud: CLOUD }))
  await staged('has planned again', () => ask('plan.read', { cloud: CLOUD }))
  return report(machines, idle, stages)
}

/** The cloud and the keys of its machines, so that nobody must be asked. */
async function written(ask: AskApp, { machines, knownHosts, key, user }: Simulated): Promise<void> {
  const { file } = await ask('clouds.create', { name: CLOUD })
  const beside = knownHostsBeside(file)
  mkdirSync(dirname(beside), { recursive: true, mode: 0o700 })
  writeFileSync(beside, readFileSync(knownHosts, 'utf8').replaceAll('127.0.0.1', 'localhost'))
  const { revision } = await ask('clouds.read', { cloud: CLOUD })
  const entries = machines.map(({ name, port }) => ({ name, port, address: 'localhost' }))
  await ask('clouds.write', { cloud: CLOUD, text: wideCloud(CLOUD, entries, { user, key }), revision })
}

async function watched(pid: number, work: () => Promise<unknown>): Promise<{ after: number; most: number }> {
  let most = 0
  const look = setInterval(() => {
    most = Math.max(most, proportional(pid))
  }, LOOK)
  await work().finally(() => clearInterval(look))
  const after = proportional(pid)
  return { after, most: Math.max(most, after) }
}

/** What any program of Node costs before it does anything. */
async function memoryOfIdle(): Promise<number> {
  const words = ['-e', 'console.log("ready"); setInterval(() => undefined, 60_000)']
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  await once(createInterface({ input: child.stdout }), 'line')
  const memory = proportional(child.pid ?? 0)
  child.kill()
  await exited
  return memory
}

function report(machines: number, idle: number, stages: readonly Stage[]): Report {
  const most = Math.max(...stages.map((stage) => stage.most))
  return {
    title: `Memory of the app with ${machines} machines`,
    rows: [
      ['', 'after, MiB', 'the most, MiB'],
      ...stages.map(({ title, after, most: top }) => [`the app ${title}`, rounded(after), rounded(top)]),
      ['node, doing nothing', rounded(idle), ''],
    ],
    remarks: [
      'PSS of the process that "npm start -- --serve" becomes; the machines are sshds on this computer.',
      `The most: ${aim(most, AIM)}; after planning: ${aim(stages.at(-1)?.after ?? most, AIM)}.`,
    ],
    figures: { machines, idle, stages },
  }
}
