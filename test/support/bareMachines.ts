/** Machines with cards and addresses of their own on one network: real sshds in network namespaces of this computer. */
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sshd, sshdLacks, startSshd } from './sshd.ts'

export interface BareMachines extends AsyncDisposable {
  readonly machines: readonly { readonly name: string; readonly address: string; readonly port: number }[]
  readonly login: { readonly user: string; readonly key: string }
}

/** Meant for benchmarks: no LAN and no lab is in it. */
const NETWORK = '198.18.77'
const BRIDGE = `stone${process.pid}`.slice(0, 15)

/** Why there can be none here, or undefined. */
export function bareMachinesLack(): string | undefined {
  const sshd = sshdLacks({ users: true })
  if (sshd !== undefined) return sshd
  const name = `${BRIDGE}-try`
  const made = spawnSync('ip', ['netns', 'add', name]).status === 0
  if (made) ip('netns', 'del', name)
  return made ? undefined : 'this computer allows no network namespaces'
}

export async function bareMachines(names: readonly string[]): Promise<BareMachines> {
  await using made = new AsyncDisposableStack()
  ip('link', 'add', BRIDGE, 'type', 'bridge')
  made.defer(() => ip('link', 'del', BRIDGE))
  ip('addr', 'add', `${NETWORK}.1/24`, 'dev', BRIDGE)
  ip('link', 'set', BRIDGE, 'up')
  const started: { readonly sshd: Sshd; readonly address: string; readonly name: string }[] = []
  for (const [index, name] of names.entries()) {
    const [namespace, near, address] = [`${BRIDGE}-${index}`, `st${process.pid}-${index}`, `${NETWORK}.${11 + index}`]
    ip('netns', 'add', namespace)
    made.defer(() => ip('netns', 'del', namespace))
    ip('link', 'add', near, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace)
    ip('link', 'set', near, 'master', BRIDGE, 'up')
    ip('-n', namespace, 'link', 'set', 'lo', 'up')
    ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0')
    ip('-n', namespace, 'link', 'set', 'eth0', 'up')
    const sshd = made.use(await startSshd({ namespace, config: [`ListenAddress ${address}`] }))
    started.push({ sshd, address, name })
  }
  const [first] = started
  if (first === undefined) throw new Error('There is no cloud of no machines.')
  for (const { sshd } of started)
    if (sshd !== first.sshd) copyFileSync(key(first.sshd, 'user.pub'), key(sshd, 'user.pub'))
  const all = made.move()
  return {
    machines: started.map(({ address, name, sshd }) => ({ name, address, port: sshd.port })),
    login: { user: first.sshd.user, key: first.sshd.userKey },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

function key(sshd: Sshd, name: string): string {
  return join(sshd.folder, 'keys', name)
}

function ip(...words: readonly string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'inherit'] })
}
