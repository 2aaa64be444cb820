/** One deployment of the demo's cloud from nothing, in a lab of its own that is gone afterwards, with all its times. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Phase } from '../../../provisioner/cli/render/phases.ts'
import type { RunEvent } from '../../../provisioner/core/event.ts'
import {
  labDestroy,
  labStatus,
  listRuns,
  openProject,
  readEvents,
  type VerifyEvent,
} from '../../../provisioner/index.ts'
import { labMemory } from '../labMachines.ts'
import { STACKSTEAD } from '../measured.ts'

const LAB = 'bench'

/** The machines begin with Debian alone, or with their packages installed. */
export type Start = 'bare' | 'ready'

export interface Deployment {
  readonly start: Start
  readonly phases: readonly Phase[]
  readonly events: readonly RunEvent[]
  readonly proofs: readonly (VerifyEvent & { readonly type: 'proof-ended' })[]
  /** MiB resident by machine, when all is proved and no instance runs. */
  readonly memory: ReadonlyMap<string, number>
}

/** Rejects where the demo fails; the lab is taken away all the same. */
export async function deploy(start: Start, onProgress: (line: string) => void): Promise<Deployment> {
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-bench-'))
  // What an interrupted run left would not be bare.
  await labDestroy(LAB)
  try {
    const words = ['demo', '--name', LAB, '--json', ...(start === 'ready' ? ['--ready'] : ['--bare'])]
    const env = { ...process.env, XDG_DATA_HOME: folder }
    const child = spawn(STACKSTEAD, words, {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = once(child, 'close')
    const told: Told[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      const one = parsed(line)
      if (one === undefined) continue
      told.push(one)
      if (one.type === 'run-started' || one.type === 'run-finished') onProgress(`${start}: ${one.type}`)
      if (one.type === 'proof-ended') onProgress(`${start}: ${one.proof.title} ${one.proof.state}`)
    }
    const [status] = (await closed) as [number | null]
    if (status !== 0) throw new Error(`The demo ended with status ${status}:\n${whatFailed(told)}`)
    const demo = told.find((one) => one.type === 'demo')
    if (demo === undefined) throw new Error('The demo did not say what its phases took.')
    const { machines } = await labStatus(LAB)
    const memory = new Map<string, number>()
    for (const { name } of machines) memory.set(name, await labMemory(LAB, name))
    const { runsFolder } = await openProject(demo.file)
    const [run = ''] = await listRuns(runsFolder)
    return {
      start,
      phases: demo.phases,
      events: await readEvents(runsFolder, run),
      proofs: told.filter((one) => one.type === 'proof-ended'),
      memory,
    }
  } finally {
    await labDestroy(LAB)
    rmSync(folder, { recursive: true, force: true })
  }
}

function whatFailed(told: readonly Told[]): string {
  const failed = told.filter(
    (one) => one.type === 'step-failed' || (one.type === 'proof-ended' && one.proof.state === 'failed'),
  )
  return JSON.stringify(failed.length > 0 ? failed : told.slice(-3), undefined, 2)
}

type Told = RunEvent | VerifyEvent | { readonly type: 'demo'; readonly file: string; readonly phases: readonly Phase[] }

/** The demo's JSON lines; what the lab says on the way is not among them. */
function parsed(line: string): Told | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as Told
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
