/** Lab machines as this computer's kernel accounts for them: CPU and memory of everything that runs in one. */
import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cloud, CloudMachine } from '../../provisioner/config/cloud.ts'
import { labList, labStatus } from '../../provisioner/index.ts'
import { hierarchies } from '../../provisioner/lab/cgroup.ts'
import { containerName } from '../../provisioner/lab/names.ts'
import { proportional } from './usage.ts'

/** The lab of this computer whose machines are those of a cloud; undefined where there is none. */
export async function labOf({ machines }: Cloud): Promise<string | undefined> {
  for (const lab of await labList()) {
    const running = (await labStatus(lab)).machines.filter((machine) => machine.running)
    const isHere = ({ management, name }: CloudMachine): boolean =>
      running.some((machine) => machine.name === name && machine.management === management)
    if (machines.every(isHere)) return lab
  }
  return undefined
}

/** CPU seconds since the machine's start. */
export function labCpu(lab: string, machine: string): number {
  const found = /^usage_usec (\d+)/m.exec(readFileSync(join(group(lab, machine), 'cpu.stat'), 'utf8'))
  return Number(found?.[1]) / 1e6
}

/** MiB resident: of each process its own pages and its share of those it shares. Page cache and kernel are not in it. */
export async function labMemory(lab: string, machine: string): Promise<number> {
  const root = join(group(lab, machine), 'machine')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.name === 'cgroup.procs')
    .map((entry) => join(entry.parentPath, entry.name))
  // Groups come and go with the units of the machine.
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')))
  const pids = texts.flatMap((text) => text.split('\n')).filter((line) => line !== '')
  return pids.reduce((sum, pid) => sum + proportional(Number(pid)), 0)
}

function group(lab: string, machine: string): string {
  return join(hierarchies().unified, containerName(lab, machine))
}
