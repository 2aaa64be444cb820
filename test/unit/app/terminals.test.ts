/** Terminals as the window has them: a real local shell, a real sshd, and what a tab keeps and tells. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cloudProxies } from '../../../electron/app/access/cloudProxies.ts'
import type { InstanceShells } from '../../../electron/app/terminals/instanceShells.ts'
import { screenText } from '../../../electron/app/terminals/screenText.ts'
import { terminalsArea } from '../../../electron/app/terminals/terminalsArea.ts'
import type { Terminal } from '../../../electron/contract/index.ts'
import { readEncrypted } from '../../../provisioner/adapters/encryptedFile.ts'
import { SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { blankFleet } from '../../support/blankFleet.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { sshdLacks, startSshd } from '../../support/sshd.ts'
import { type TestApp, testApp, told } from '../../support/testApp.ts'

/** What is tested of them is in instanceTerminals.test.ts. */
const NO_INSTANCES: InstanceShells = {
  login: () => Promise.reject(new Error('no instance')),
  open: () => Promise.reject(new Error('no instance')),
}

const SIZE = { columns: 90, rows: 30 }

interface World extends AsyncDisposable {
  readonly app: TestApp
  readonly area: ReturnType<typeof terminalsArea>
  /** Opens a tab and follows it. */
  open(wanted: { readonly kind: 'local' } | { readonly kind: 'machine'; readonly machine: string }): Promise<Tab>
}

interface Tab {
  readonly id: string
  shows(pattern: RegExp): Promise<RegExpExecArray>
  type(data: string): Promise<unknown>
  state(wanted: Terminal['state']): Promise<Terminal>
}

async function world(fleet: Parameters<typeof testApp>[0]['fleet'] = blankFleet()): Promise<World> {
  const app = testApp({ fleet })
  const proxies = cloudProxies(app.context.rooms)
  const area = terminalsArea(app.context, proxies, NO_INSTANCES)
  const list = told<readonly Terminal[]>()
  await area.streams['terminals.follow']({}, list.emit, list.signal)
  return {
    app,
    area,
    async open(wanted) {
      const { id } = await area.requests['terminals.open']({ cloud: 'home', ...wanted, ...SIZE })
      const output = told<string>()
      await area.streams['terminals.output']({ id }, output.emit, output.signal)
      return {
        id,
        async shows(pattern) {
          await output.until(() => pattern.test(output.events.join('')))
          return pattern.exec(output.events.join('')) as RegExpExecArray
        },
        type: (data) => area.requests['terminals.write']({ id, data }),
        async state(wanted) {
          const from = list.events.length - 1
          const fits = (all: readonly Terminal[]) => all.some((one) => one.id === id && one.state === wanted)
          const found = await list.until((all) => list.events.indexOf(all) >= from && fits(all))
          return found.find((one) => one.id === id) as Terminal
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await area[Symbol.asyncDispose]()
      await proxies[Symbol.asyncDispose]()
      app[Symbol.dispose]()
    },
  }
}

let shellBefore: string | undefined
beforeEach(() => {
  shellBefore = process.env.SHELL
  // Without anybody's .bashrc: what is seen here is what the app sets.
  process.env.SHELL = '/bin/sh'
})
afterEach(() => {
  process.env.SHELL = shellBefore
})

describe('a local shell', () => {
  test("has the cloud's credentials and APIs at hand, and no secret in its environment", async () => {
    process.env.OS_PASSWORD = 'of another cloud'
    await using w = await world()
    delete process.env.OS_PASSWORD
    const tab = await w.open({ kind: 'local' })
    await tab.type(
      'stty -echo; echo "cloud=$OS_CLOUD file=$OS_CLIENT_CONFIG_FILE proxy=$http_proxy pass=$OS_PASSWORD."\n',
    )
    const [, file = '', proxy = ''] = await tab.shows(/cloud=home file=(\S+) proxy=(\S+) pass=\.\r?\n/)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const secrets = Object.values((await readEncrypted(join(w.app.folder, 'cloud.secrets'), w.app.keyFile)) ?? {})
    expect(secrets.some((secret) => readFileSync(file, 'utf8').includes(secret))).toBe(true)
    await tab.type('echo "pid=$$;"\n')
    const [, pid = ''] = await tab.shows(/pid=(\d+);\r?\n/)
    const seen = readFileSync(`/proc/${pid}/environ`, 'utf8') + readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    for (const secret of secrets) expect(seen).not.toContain(secret)
    // The proxy answers; that these machines forward nothing is its answer.
    expect((await fetch(`${proxy}/`)).status).toBe(502)
    await w.area[Symbol.asyncDispose]()
    expect(() => statSync(file)).toThrow('ENOENT')
  })

  test('is there without credentials too, and says why', async () => {
    await using w = await world()
    w.app.write('name: home\n')
    const tab = await w.open({ kind: 'local' })
    await tab.shows(/This shell has no credentials of home\..*has .*problem/s)
    await tab.type('echo "cloud=$OS_CLOUD."\n')
    await tab.shows(/cloud=\.\r?\n/)
  })

  test('has the size it is given, ends with its reason, and comes back in the same tab', async () => {
    await using w = await world()
    const tab = await w.open({ kind: 'local' })
    await tab.type('stty size\n')
    await tab.shows(/30 90/)
    await w.area.requests['terminals.resize']({ id: tab.id, columns: 70, rows: 20 })
    await tab.type('stty size\n')
    await tab.shows(/20 70/)
    await tab.type('exit 3\n')
    expect(await tab.state('ended')).toMatchObject({
      title: 'home (this computer)',
      kind: 'local',
      reason: 'The shell ended with status 3.',
    })
    await tab.type('into the void\n')
    await w.area.requests['terminals.reconnect']({ id: tab.id, columns: 60, rows: 10 })
    await tab.type('stty size; echo again-$((1+1))\n')
    await tab.shows(/10 60\r?\n(.*\n)*.*again-2/)
  })

  test('who looks later sees what was there', async () => {
    await using w = await world()
    const tab = await w.open({ kind: 'local' })
    await tab.type('echo early-$((1+1))\n')
    await tab.shows(/early-2/)
    const later = told<string>()
    await w.area.streams['terminals.output']({ id: tab.id }, later.emit, later.signal)
    expect(later.events.join('')).toContain('early-2')
  })

  test('closing a tab ends its shell and takes it out of the list', async () => {
    await using w = await world()
    const [one, two] = [await w.open({ kind: 'local' }), await w.open({ kind: 'local' })]
    await one.type('echo "pid=$$;"\n')
    const [, pid = ''] = await one.shows(/pid=(\d+);\r?\n/)
    const list = told<readonly Terminal[]>()
    await w.area.streams['terminals.follow']({}, list.emit, list.signal)
    expect(list.events[0]?.map(({ title }) => title)).toEqual(['home (this computer)', 'home (this computer) 2'])
    await w.area.requests['terminals.close']({ id: one.id })
    expect(list.events.at(-1)?.map(({ id }) => id)).toEqual([two.id])
    await expect.poll(() => isAlive(Number(pid))).toBe(false)
    expect(
      await rejection(Promise.resolve(w.area.requests['terminals.write']({ id: one.id, data: 'x' }))),
    ).toMatchObject({ data: { code: 'invalid-input', message: 'This terminal is closed.' } })
    await w.area.requests['terminals.close']({ id: one.id })
  })

  test('a flood is held back: Ctrl-C is heard at once, and the end is seen', async () => {
    await using w = await world()
    const tab = await w.open({ kind: 'local' })
    await tab.type('yes flood\n')
    await tab.shows(/(flood\r\n){100}/)
    await tab.type('\x03')
    await tab.type('echo over-$((1+1))\n')
    await tab.shows(/over-2/)
    const later = told<string>()
    await w.area.streams['terminals.output']({ id: tab.id }, later.emit, later.signal)
    expect(later.events.join('').length).toBeLessThanOrEqual(1024 ** 2 + 300_000)
  }, 15_000)
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

describe.skipIf(sshdLacks() !== undefined)('a shell on a machine', () => {
  test('is reached through the connections the cloud has, is told lost, and reconnects', async () => {
    await using sshd = await startSshd()
    await using pool = new SshPool(clientOptions(sshd))
    await using w = await world({ transport: (machine) => pool.connect(machine, keyTarget(sshd)) })
    const tab = await w.open({ kind: 'machine', machine: 'controller' })
    // Typed before it is there: nothing of it is lost.
    await tab.type('stty size; echo here-$((1+1))\n')
    await tab.shows(/30 90\r?\n(.*\n)*.*here-2/)
    await sshd.stop()
    expect(await tab.state('lost')).toMatchObject({
      machine: 'controller',
      title: 'controller',
      reason: 'The connection to controller was lost.',
    })
    await sshd.start()
    await w.area.requests['terminals.reconnect']({ id: tab.id, ...SIZE })
    await tab.type('echo back-$((1+1))\n')
    await tab.shows(/back-2/)
  })
})

test('a machine that cannot be reached is a lost tab with the reason, not a failed request', async () => {
  const fleet = blankFleet()
  fleet.dead.add('controller')
  await using w = await world(fleet)
  const tab = await w.open({ kind: 'machine', machine: 'controller' })
  expect(await tab.state('lost')).toMatchObject({ reason: 'controller is off.' })
  const [blank, unknown] = [
    await w.open({ kind: 'machine', machine: 'compute-1' }),
    w.area.requests['terminals.open']({ kind: 'local', cloud: 'other', ...SIZE }),
  ]
  expect(await blank.state('lost')).toMatchObject({ reason: expect.stringContaining('compute-1 gives no terminal.') })
  expect(await rejection(unknown)).toMatchObject({ data: { code: 'invalid-input' } })
})

test('of more than is kept the end is kept, from the beginning of a line on', async () => {
  const screen = screenText()
  const line = `${'x'.repeat(99)}\n`
  for (let count = 0; count < 20_000; count++) screen.push(count === 19_999 ? 'last' : line)
  const early = told<string>()
  screen.follow(early.emit, early.signal)
  for (let count = 0; count < 3; count++) {
    screen.push(line.repeat(3000))
    const later = told<string>()
    screen.follow(later.emit, later.signal)
    const [kept = ''] = later.events
    expect(kept.length).toBeLessThanOrEqual(2 * 1024 ** 2)
    expect(kept.startsWith('x'.repeat(99)) || kept.startsWith('last')).toBe(true)
    expect(kept.endsWith(line)).toBe(true)
  }
  screen.end()
})
