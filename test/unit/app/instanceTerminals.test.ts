/** Terminals in instances: a real sshd stands for the instance, a stand-in for Nova and Neutron says where it is. */
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Reply, RequestInput, Terminal } from '../../../electron/contract/index.ts'
import { fingerprint } from '../../../provisioner/adapters/knownHosts.ts'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'
import { FakeCloud, PASSWORD } from '../../support/fakeCloud.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'
import { told } from '../../support/testApp.ts'

const WORK = { cloud: 'work' }
const SIZE = { columns: 90, rows: 30 }
/** Loopback has room for addresses of its own; instances answer on 22 and nowhere else. */
const ADDRESS = '127.77.0.9'

const GUEST = { name: 'guest', password: 'p@ss "wörd" $x' }

let cloud: FakeCloud
let room: AppRoom
let sshd: Sshd
/** What the instance printed while it started. */
let printed: string

describe.skipIf(sshdLacks() !== undefined || process.getuid?.() !== 0)('a terminal in an instance', () => {
  beforeAll(async () => {
    sshd = await startSshd({ config: [`ListenAddress ${ADDRESS}:22`], users: [GUEST] })
  })
  afterAll(() => sshd?.[Symbol.asyncDispose]())
  beforeEach(async () => {
    printed = ''
    const server = { id: 's1', name: 'web', status: 'ACTIVE', tenant_id: 'p1', created: '2026-01-01T00:00:00Z' }
    const port = { id: 'port1', name: '', project_id: 'p1', status: 'ACTIVE', network_id: 'n1', device_id: 's1' }
    const fixed = [{ subnet_id: 'sub1', ip_address: '10.0.0.5' }]
    const floating = { id: 'f1', floating_ip_address: ADDRESS, fixed_ip_address: '10.0.0.5', port_id: 'port1' }
    const image = { id: 'i1', name: 'Debian', status: 'active', visibility: 'public', os_distro: 'debian' }
    const made = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' }
    cloud = await FakeCloud.start({
      'GET /v2.1/servers/s1': [{ body: { server: { ...server, key_name: 'mine', image: { id: 'i1' } } } }],
      'POST /v2.1/servers/s1/action': () => ({ body: { output: printed } }),
      'GET /v2/images/i1': [{ body: { ...image, ...made } }],
      'GET /v2.0/ports': [
        {
          body: {
            ports: [{ ...port, device_owner: 'compute:nova', mac_address: 'fa:16:3e:00:00:01', fixed_ips: fixed }],
          },
        },
      ],
      'GET /v2.0/networks': [{ body: { networks: [] } }],
      'GET /v2.0/floatingips': [
        {
          body: {
            floatingips: [
              { ...floating, floating_network_id: 'ext', router_id: 'r1', status: 'ACTIVE', project_id: 'p1' },
            ],
          },
        },
      ],
    })
    room = await openAppRoom()
    const file = join(room.folder, '..', 'clouds.yaml')
    const auth = { auth_url: `${cloud.url}/v3`, username: 'admin', password: PASSWORD, project_name: 'admin' }
    await writeFile(file, JSON.stringify({ clouds: { lab: { auth, region_name: 'RegionOne' } } }))
    await room.ask('running.connect', { name: 'work', file, entry: 'lab' })
  })
  afterEach(async () => {
    await room[Symbol.asyncDispose]()
    await cloud[Symbol.asyncDispose]()
  })

  type Key = Extract<RequestInput<'terminals.open'>, { kind: 'instance' }>['key']
  const open = async (user = sshd.user, key: Key = { kind: 'file', path: sshd.userKey }) => {
    const { id } = await room.ask('terminals.open', { kind: 'instance', ...WORK, server: 's1', user, key, ...SIZE })
    const output = told<string>()
    room.app.listen('terminals.output', { id }, (event) => {
      if (event.ok) output.emit((event as Extract<Reply<string>, { ok: true }>).value)
    })
    const text = (): string => output.events.join('')
    return {
      id,
      text,
      shows: (pattern: RegExp) => output.until(() => pattern.test(text())),
      type: (data: string) => room.ask('terminals.write', { id, data }),
      state: async (wanted: Terminal['state']): Promise<Terminal> => {
        const is = (one: Terminal): boolean => one.id === id && one.state === wanted
        const all = await room.until('terminals.follow', {}, (tabs) => tabs.some(is))
        return all.find(is) as Terminal
      },
    }
  }
  const hostKey = async () => {
    const [question] = await room.until('questions.follow', {}, (all) => all.length > 0)
    if (question?.kind !== 'host-key') throw new Error('another question')
    return question
  }
  const answer = (id: string, kind: 'yes' | 'no') => room.ask('questions.answer', { id, answer: { kind } })
  const shown = (): string => fingerprint(Buffer.from(sshd.hostKeys()[0]?.split(' ')[1] ?? '', 'base64'))

  test('is suggested the user of its image', async () => {
    expect(await room.ask('terminals.instance', { ...WORK, server: 's1' })).toEqual({
      ...{ name: 'web', status: 'ACTIVE', user: 'debian', keyName: 'mine', keptKeys: [] },
    })
  })

  test('asks once whether it is the instance, and knows it by its id from then on', async () => {
    const tab = await open()
    const question = await hostKey()
    expect(question).toMatchObject({ machine: 'web', host: ADDRESS, port: 22, fingerprint: shown() })
    expect(question.warning).toBeUndefined()
    await answer(question.id, 'yes')
    await tab.type('echo "in-$((6*7)) $(stty size)"\n')
    await tab.shows(/in-42 30 90/)
    expect(await tab.state('open')).toMatchObject({ kind: 'instance', title: 'web', server: 's1' })
    const again = await open()
    await again.type('echo again-$((1+1))\n')
    await again.shows(/again-2/)
    await again.type('exit 3\n')
    expect((await again.state('ended')).reason).toBe('The shell ended with status 3.')
  })

  test('asks nothing where the instance has printed its host key, and says so', async () => {
    const key = sshd.hostKeys()[0]
    printed = `<14>cloud-init: -----BEGIN SSH HOST KEY KEYS-----\r\n${key}\r\n-----END SSH HOST KEY KEYS-----\r\n`
    const tab = await open()
    await tab.shows(/the one it printed on its console/)
    await tab.type('echo in-$((6*7))\n')
    await tab.shows(/in-42/)
    expect(tab.text()).toContain(`Connecting to ${ADDRESS} from this computer.`)
  })

  test('warns where it printed others, and sends nothing when the person says no', async () => {
    const other = `SHA256:${'A'.repeat(43)}`
    printed = `-----BEGIN SSH HOST KEY FINGERPRINTS-----\n256 ${other} root@web (ED25519)\n-----END SSH HOST KEY FINGERPRINTS-----\n`
    const tab = await open()
    const question = await hostKey()
    expect(question.warning).toContain('none of the host keys')
    await answer(question.id, 'no')
    expect((await tab.state('lost')).reason).toContain('was not accepted. No credential was sent.')
  })

  describe('with a password', () => {
    const question = async () => {
      const [asked] = await room.until('questions.follow', {}, (all) => all.length > 0)
      return asked
    }
    const give = async (text: string, keep: boolean): Promise<void> => {
      const asked = await question()
      expect(asked).toMatchObject({ kind: 'password', machine: 'web', user: GUEST.name, host: ADDRESS, chosen: true })
      await room.ask('questions.answer', { id: asked?.id ?? '', answer: { kind: 'text', text, keep } })
    }
    const works = async (tab: Awaited<ReturnType<typeof open>>): Promise<void> => {
      await tab.type('echo "$(whoami)-$((6*7))"\n')
      await tab.shows(/guest-42/)
    }
    beforeEach(() => {
      printed = `-----BEGIN SSH HOST KEY KEYS-----\n${sshd.hostKeys()[0]}\n-----END SSH HOST KEY KEYS-----\n`
    })

    test('asks for it each time, where it shall not be kept', async () => {
      const tab = await open(GUEST.name, { kind: 'password' })
      await give(GUEST.password, false)
      await works(tab)
      await open(GUEST.name, { kind: 'password' })
      expect(await question()).toMatchObject({ kind: 'password' })
    })

    test('keeps it once it has worked, sealed and for this login only; forgets it when told', async () => {
      const wrong = await open(GUEST.name, { kind: 'password' })
      await give('something else', true)
      expect((await wrong.state('lost')).reason).toMatch(/web refused the login of guest/)
      const tab = await open(GUEST.name, { kind: 'password' })
      await give(GUEST.password, true)
      await works(tab)
      // A machine of that name has no part in it.
      expect(readdirSync(join(room.folder, 'credentials', 'work'))).toEqual([expect.stringMatching(/^\..*\.sealed$/)])
      expect(filesBelow(room.folder).some((text) => text.includes(GUEST.password))).toBe(false)
      const again = await open(GUEST.name, { kind: 'password' })
      await works(again)
      await open(GUEST.name, { kind: 'password', anew: true })
      expect(await question()).toMatchObject({ kind: 'password' })
    })
  })

  test('a user it does not let in is told with what was tried', async () => {
    printed = `-----BEGIN SSH HOST KEY KEYS-----\n${sshd.hostKeys()[0]}\n-----END SSH HOST KEY KEYS-----\n`
    const tab = await open('nobody-here')
    expect((await tab.state('lost')).reason).toMatch(/web refused the login of nobody-here .*tried: key/)
  })
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
}
