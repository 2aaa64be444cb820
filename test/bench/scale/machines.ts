/** Simulated machines: real sshds on loopback, each with files of its own that are as the plan wants them. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Sshd, startSshd } from '../../support/sshd.ts'
import { childrenOf, cpuOf } from '../usage.ts'
import { LOADS, type Simulated, wantedFiles } from './wanted.ts'

export interface SimulatedFleet extends AsyncDisposable {
  readonly simulated: Simulated
  /** CPU seconds the sshds and everything they started have used so far. */
  cpu(): Promise<number>
}

/** All listen and hold their files when this resolves. */
export async function simulatedFleet(count: number): Promise<SimulatedFleet> {
  const folder = mkdtempSync(join(tmpdir(), 'stackstead-bench-'))
  const packages = installedPackages()
  const servers: Sshd[] = []
  const dispose = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const first = await startSshd()
    servers.push(first)
    while (servers.length < count) servers.push(await startSshd({ keysOf: first }))
    const machines = servers.map(({ port }, index) => ({ name: `m${index + 1}`, port }))
    const knownHosts = join(folder, 'known_hosts')
    const [hostKey = ''] = first.hostKeys()
    writeFileSync(knownHosts, machines.map(({ port }) => `[127.0.0.1]:${port} ${hostKey}\n`).join(''))
    const simulated = {
      folder,
      key: first.userKey,
      user: first.user,
      knownHosts,
      machines,
      packages,
      steps: Math.max(...LOADS),
    }
    for (const { name } of machines) writeFiles(simulated, name)
    return {
      simulated,
      cpu: async () => {
        await idle(servers)
        return servers.reduce((sum, server) => sum + cpuOf(server.pid), 0)
      },
      [Symbol.asyncDispose]: dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

function writeFiles(simulated: Simulated, machine: string): void {
  mkdirSync(join(simulated.folder, machine))
  for (const { path, content } of wantedFiles(simulated, machine)) writeFileSync(path, content, { mode: 0o644 })
}

/** Every machine reads this computer's own package list, which is as real as any. */
function installedPackages(): string[] {
  const format = `--showformat=\${db:Status-Status} \${Package}\n`
  const lines = execFileSync('/usr/bin/dpkg-query', ['--show', format], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => (line.startsWith('installed ') ? line.slice(10) : []))
}

/** A session's CPU is known to its server when it has ended. */
async function idle(servers: readonly Sshd[]): Promise<void> {
  for (let waited = 0; servers.some((server) => childrenOf(server.pid).length > 0); waited += 20) {
    if (waited > 10_000) throw new Error('sessions of the simulated machines do not end')
    await delay(20)
  }
}
