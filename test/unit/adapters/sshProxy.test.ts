/** A machine behind a ProxyCommand of ~/.ssh/config: reached, lost, and not reached for a reason that is told. */
import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connect } from '../../../provisioner/adapters/sshPool.ts'
import { sh } from '../../../provisioner/core/command.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'
import { until } from '../../support/until.ts'

vi.setConfig({ testTimeout: 60_000 })

/** What nc does, with a program that is here for sure; its name in the process list tells it from all others. */
const RELAY = `
import os, socket, sys, threading
peer = socket.create_connection((sys.argv[1], int(sys.argv[2])))
def copy(read, write):
    while data := read(): write(data)
    os._exit(0)
threading.Thread(target=copy, args=(lambda: peer.recv(65536), lambda data: os.write(1, data)), daemon=True).start()
copy(lambda: os.read(0, 65536), peer.sendall)
`

const lacks = sshdLacks()
describe.skipIf(lacks !== undefined)(`ProxyCommand${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  let sshd: Sshd
  let relay = ''
  beforeAll(async () => {
    sshd = await startSshd()
    relay = join(sshd.folder, 'relay.py')
    await mkdir(join(sshd.folder, 'dot-ssh'), { recursive: true })
    await writeFile(relay, RELAY)
  })
  afterAll(() => sshd?.[Symbol.asyncDispose]())

  const configured = (command: string) =>
    writeFile(join(sshd.folder, 'dot-ssh', 'config'), `Host far\n  HostName 127.0.0.1\n  ProxyCommand ${command}\n`)
  const relays = () =>
    execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(relay))

  test('is the way to a machine, and ends with the connection', async () => {
    await configured(`python3 ${relay} %h %p`)
    {
      await using far = await connect('far', keyTarget(sshd, { host: 'far' }), clientOptions(sshd))
      expect((await far.exec(sh`echo here`, { root: false })).stdout).toBe('here\n')
      expect(relays()).toHaveLength(1)
    }
    await until(async () => expect(relays()).toEqual([]))
  })

  test('that fails is named with what it said, at once', async () => {
    await configured('sh -c "echo no route to %h >&2; exit 1"')
    expect(await rejection(connect('far', keyTarget(sshd, { host: 'far' }), clientOptions(sshd)))).toMatchObject({
      data: {
        code: 'unreachable',
        message: expect.stringContaining('ProxyCommand'),
        detail: 'no route to 127.0.0.1',
      },
    })
  })
})
