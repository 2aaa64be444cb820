/** Terminals over ssh, on a real sshd. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { sh } from '../../../provisioner/core/command.ts'
import type { Shell, TerminalSize } from '../../../provisioner/core/machine.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'
import { type Told, told } from '../../support/testApp.ts'

const SIZE: TerminalSize = { columns: 83, rows: 27 }

describe.skipIf(sshdLacks() !== undefined)('a shell on a machine', () => {
  let sshd: Sshd
  let pool: SshPool

  beforeAll(async () => {
    sshd = await startSshd()
  })
  beforeEach(() => {
    pool = new SshPool(clientOptions(sshd))
  })
  afterEach(() => pool[Symbol.asyncDispose]())
  afterAll(() => sshd[Symbol.asyncDispose]())

  async function opened(size = SIZE): Promise<Shell> {
    const transport = await pool.connect('m', keyTarget(sshd))
    if (transport.shell === undefined) throw new Error('no shell')
    return transport.shell(size)
  }
  /** Resolves when all that was printed so far fits. */
  async function shows(printed: Told<string>, pattern: RegExp): Promise<string> {
    await printed.until(() => pattern.test(printed.events.join('')))
    return printed.events.join('')
  }
  function reading(shell: Shell): Told<string> {
    const printed = told<string>()
    shell.onText(printed.emit)
    return printed
  }

  test('is a terminal of the size asked for, and of the one it is given later', async () => {
    const shell = await opened()
    const printed = reading(shell)
    shell.write('stty size; echo "$TERM"\n')
    await shows(printed, /27 83\r?\nxterm-256color/)
    shell.resize({ columns: 100, rows: 40 })
    shell.write('stty size\n')
    await shows(printed, /40 100/)
    shell.write('exit 7\n')
    expect(await shell.ended).toBe(7)
  })

  test('signs that packets cut in two arrive whole', async () => {
    const shell = await opened()
    const printed = reading(shell)
    shell.write("stty -echo; printf '\\303'; sleep 0.2; printf '\\244'; echo =end-$((1+1))\n")
    expect(await shows(printed, /=end-2/)).toContain('ä=end-2')
    shell.close()
    await shell.ended
  })

  test('waits with printing when told to', async () => {
    const shell = await opened()
    const printed = reading(shell)
    shell.write('stty -echo; echo ready-$((1+1))\n')
    await shows(printed, /ready-2/)
    shell.pause()
    shell.write('head -c 5000000 /dev/zero | tr "\\0" x; echo; echo done-$((1+1))\n')
    const transport = await pool.connect('m', keyTarget(sshd))
    // Commands beside it go on; by the time this one has run, an unpaused shell would have printed for long.
    await transport.exec(sh`sleep 1`, { root: false })
    expect(printed.events.join('').length).toBeLessThan(4_000_000)
    shell.resume()
    await printed.until(() => /done-2/.test(printed.events.slice(-2).join('')))
    expect(printed.events.join('').length).toBeGreaterThan(5_000_000)
    shell.close()
    await shell.ended
  }, 30_000)

  test('six at most, and commands of the same connection go on beside them', async () => {
    const shells = await Promise.all(Array.from({ length: 6 }, () => opened()))
    expect(await rejection(opened())).toMatchObject({
      data: { code: 'invalid-input', message: 'm has 6 terminals open already.' },
    })
    const transport = await pool.connect('m', keyTarget(sshd))
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => transport.exec(sh`echo ${index}`, { root: false })),
    )
    expect(results.map(({ stdout }) => stdout.trim())).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
    for (const shell of shells) shell.close()
    await Promise.all(shells.map((shell) => shell.ended))
    const again = await opened()
    again.close()
    await again.ended
  })

  test('a lost connection ends it with the reason, and another can be had when the machine is back', async () => {
    const shell = await opened()
    reading(shell)
    await sshd.stop()
    expect(await rejection(shell.ended)).toMatchObject({
      data: { code: 'unreachable', message: 'The connection to m was lost.' },
    })
    await sshd.start()
    const again = await opened()
    const printed = reading(again)
    again.write('echo back-$((1+1))\n')
    await shows(printed, /back-2/)
    again.close()
    await again.ended
  })
})
