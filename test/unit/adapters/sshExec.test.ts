/** Commands over a real sshd as the user of this test. */
import { mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { batchCommand, batchResults } from '../../../provisioner/core/batch.ts'
import { sh, withInput } from '../../../provisioner/core/command.ts'
import type { Transport } from '../../../provisioner/core/machine.ts'
import { secret } from '../../../provisioner/core/secret.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 60_000 })

const lacks = sshdLacks({ users: true })

describe.skipIf(lacks !== undefined)(`over a real sshd${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  let sshd: Sshd
  let pool: SshPool
  let machine: Transport
  beforeAll(async () => {
    sshd = await startSshd()
    pool = new SshPool(clientOptions(sshd))
    machine = await pool.connect('compute-1', keyTarget(sshd))
  })
  afterAll(async () => {
    await pool?.[Symbol.asyncDispose]()
    await sshd?.[Symbol.asyncDispose]()
  })

  const unicode = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.replaceAll('\0', ''))
  const nasty = fc.constantFrom(
    `'`,
    '"',
    '$(id)',
    '`id`',
    '\\',
    '%s',
    '!!',
    '\n',
    '--',
    '*',
    '~',
    '',
    '\x01stackstead 1 root\n',
  )
  const word = fc.oneof(
    unicode,
    fc.array(fc.oneof(nasty, unicode), { maxLength: 4 }).map((parts) => parts.join('')),
  )

  test('any word and any input arrive unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 5 }), word, async (words, input) => {
        // Half surrogates cannot be written as UTF-8 at all.
        const arguments_ = words.map((one) => one.toWellFormed())
        const text = input.toWellFormed()
        const command = withInput(sh`for w in ${arguments_}; do printf '%s\0' "$w"; done; cat`, text)
        const result = await machine.exec(command)
        expect(result).toEqual({ status: 0, stderr: '', stdout: [...arguments_, text].join('\0') })
      }),
      { numRuns: 200 },
    )
  })

  test('a script far longer than one argument may be runs, with input and without', async () => {
    const long = `'${'ü"$x'.repeat(60_000)}'`
    const command = sh`x=${long}; printf %s "$x"; cat; exit 7`
    expect(Buffer.byteLength(command.script)).toBeGreaterThan(256 * 1024)
    expect(await machine.exec(command)).toEqual({ status: 7, stderr: '', stdout: long })
    expect(await machine.exec(withInput(command, 'input\n'))).toMatchObject({ stdout: `${long}input\n` })
  })

  test('status, both streams and lines come back', async () => {
    const lines: string[] = []
    const command = sh`printf 'one\nü'; sleep 0.05; printf '2\nthree' ; echo oops >&2; exit 5`
    const result = await machine.exec(command, { onLine: (line, stream) => lines.push(`${stream} ${line}`) })
    expect(result).toEqual({ status: 5, stdout: 'one\nü2\nthree', stderr: 'oops\n' })
    expect(lines.filter((line) => line.startsWith('stdout'))).toEqual(['stdout one', 'stdout ü2', 'stdout three'])
    expect(lines).toContain('stderr oops')
  })

  test('a character cut between two packets stays whole', async () => {
    const result = await machine.exec(sh`printf '\303'; sleep 0.1; printf '\274'`)
    expect(result.stdout).toBe('ü')
  })

  test('a signal is 128 + its number', async () => {
    expect((await machine.exec(sh`kill -KILL $$`)).status).toBe(137)
  })

  test('messages are in English whatever the machine speaks', async () => {
    expect((await machine.exec(sh`echo $LC_ALL; pwd`)).stdout).toBe('C\n/\n')
  })

  test('a command that does not read its input is no failure', async () => {
    const result = await machine.exec(withInput(sh`echo done`, Buffer.alloc(8 * 1024 * 1024)))
    expect(result).toEqual({ status: 0, stdout: 'done\n', stderr: '' })
  })

  test('20 MB go in and come out unharmed', async () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024, 'Stackstead\n\x03\x04\x00\xff')
    const path = join(sshd.folder, 'big')
    await machine.put(path, bytes, { owner: 'root', group: 'root', mode: 0o600 })
    expect((await readFile(path)).equals(bytes)).toBe(true)
    expect(Buffer.from((await machine.get(path)) ?? '').equals(bytes)).toBe(true)
  })

  test('a batch of commands with inputs comes back by name', async () => {
    const fixed = { name: 'secret', command: withInput(sh`cat; exit 3`, secret`pass${'word'}\n`) }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(word, word), { maxLength: 6 }), async (pairs) => {
        const texts = pairs.map(([a, b]) => [a.toWellFormed(), b.toWellFormed()] as const)
        const commands = texts.map(([argument, input], index) => ({
          name: `fact-${index}`,
          command: withInput(sh`printf %s ${argument} >&2; cat`, input),
        }))
        const before = machine.roundTrips
        const results = batchResults(await machine.exec(batchCommand([...commands, fixed])))
        expect(machine.roundTrips - before).toBe(1)
        expect(results.get('secret')).toMatchObject({ status: 3, stdout: expect.stringMatching(/^password\n/) })
        texts.forEach(([argument, input], index) => {
          const result = results.get(`fact-${index}`)
          expect(result?.stderr.trimEnd()).toBe(argument.trimEnd())
          // A here-document ends in a newline of its own.
          expect(result?.stdout).toBe(`${input}\n`)
        })
      }),
      { numRuns: 50 },
    )
  })

  test('abort stops the command and everything it started', async () => {
    const mark = join(sshd.folder, 'aborted')
    const abort = new AbortController()
    const running = machine.exec(sh`(sleep 3; touch ${mark}) & echo started; wait`, {
      signal: abort.signal,
      onLine: () => abort.abort(),
    })
    expect(await rejection(running)).toMatchObject({ data: { code: 'cancelled', machine: 'compute-1' } })
    await delay(3_200)
    await expect(stat(mark)).rejects.toThrow()
  })

  test('a command that ignores SIGTERM is killed after a grace, and time is up when it is up', async () => {
    const started = Date.now()
    const error = await rejection(machine.exec(sh`trap '' TERM; sleep 60 & sleep 60; sleep 60`, { timeout: 300 }))
    expect(error).toMatchObject({ data: { code: 'command-failed', message: expect.stringContaining('within 0.3 s') } })
    expect(Date.now() - started).toBeLessThan(9_000)
  })

  test('an aborted signal runs nothing', async () => {
    const before = machine.roundTrips
    const error = await rejection(machine.exec(sh`true`, { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ data: { code: 'cancelled' } })
    expect(machine.roundTrips).toBe(before)
  })

  test('at most 8 commands run at once on a connection, and 40 get their turn', async () => {
    const folder = join(sshd.folder, 'running')
    await mkdir(folder)
    const command = sh`touch ${folder}/$$; ls ${folder} | wc -l; sleep 0.5; rm ${folder}/$$`
    const results = await Promise.all(Array.from({ length: 40 }, () => machine.exec(command)))
    const most = Math.max(...results.map((result) => Number(result.stdout)))
    expect(results.every((result) => result.status === 0)).toBe(true)
    expect(most).toBeGreaterThan(4)
    expect(most).toBeLessThanOrEqual(8)
  })

  test('a server that allows fewer sessions gets fewer', async () => {
    await using narrow = await startSshd({ keysOf: sshd, config: ['MaxSessions 2'] })
    await using other = new SshPool(clientOptions(narrow))
    const there = await other.connect('m', keyTarget(narrow))
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => there.exec(sh`sleep 0.05; echo ${index}`)),
    )
    expect(results.map((result) => result.stdout)).toEqual(results.map((_, index) => `${index}\n`))
    await using closed = await startSshd({ keysOf: sshd, config: ['MaxSessions 0'] })
    await using third = new SshPool(clientOptions(closed))
    const error = await rejection((await third.connect('m', keyTarget(closed))).exec(sh`true`))
    expect(error).toMatchObject({
      data: { code: 'unreachable', message: expect.stringContaining('did not open a channel') },
    })
  })

  test('what a login shell says on stderr is not taken for the command’s', async () => {
    await using noisy = await startSshd({ keysOf: sshd })
    await writeFile(join(noisy.folder, '.bashrc'), 'echo noise >&2\n')
    await using other = new SshPool(clientOptions(noisy))
    const there = await other.connect('m', keyTarget(noisy))
    expect(await there.exec(sh`echo mine >&2`)).toEqual({ status: 0, stdout: '', stderr: 'mine\n' })
  })

  test('put sets owner and mode, replaces a symlink, refuses a directory and a missing folder', async () => {
    const path = join(sshd.folder, 'etc.conf')
    const target = join(sshd.folder, 'target')
    await symlink(target, path)
    await machine.put(path, 'old', { owner: 'root', group: 'root', mode: 0o644 })
    await machine.put(path, secret`new ${'password'}`, { owner: 'daemon', group: 'adm', mode: 0o640 })
    const { mode, uid, gid } = await stat(path)
    expect([mode & 0o7777, uid, gid]).toEqual([0o640, 1, 4])
    expect(await readFile(path, 'utf8')).toBe('new password')
    await expect(stat(target)).rejects.toThrow()
    for (const place of [sshd.folder, join(sshd.folder, 'missing/file')]) {
      const error = await rejection(machine.put(place, 'x', { owner: 'root', group: 'root', mode: 0o600 }))
      expect(error).toMatchObject({ data: { code: 'command-failed', message: expect.stringContaining(place) } })
    }
    expect(await rejection(machine.put(path, 'x', { owner: 'nobody-here', group: 'root', mode: 0o600 }))).toMatchObject(
      {
        data: { detail: expect.stringContaining('nobody-here') },
      },
    )
    expect(await readFile(path, 'utf8')).toBe('new password')
    expect((await machine.exec(sh`ls -A ${sshd.folder} | grep -c '^\.stackstead'`)).stdout).toBe('0\n')
  })

  test('put and get take any file name', async () => {
    await fc.assert(
      fc.asyncProperty(word, word, async (name, content) => {
        const file = name.toWellFormed().replaceAll('/', '_').slice(0, 40)
        const path = join(sshd.folder, 'names', `n${file}`)
        await mkdir(join(sshd.folder, 'names'), { recursive: true })
        await machine.put(path, content.toWellFormed(), { owner: 'root', group: 'root', mode: 0o600 })
        expect(await readFile(path, 'utf8')).toBe(content.toWellFormed())
        expect(Buffer.from((await machine.get(path)) ?? 'missing').toString()).toBe(content.toWellFormed())
      }),
      { numRuns: 50 },
    )
  })

  test('get tells a missing file from an unreadable one', async () => {
    expect(await machine.get(join(sshd.folder, 'missing'))).toBeUndefined()
    expect(await rejection(machine.get(sshd.folder))).toMatchObject({ data: { code: 'command-failed' } })
  })

  test('forward reaches what the machine reaches', async () => {
    const stream = await machine.forward('127.0.0.1', sshd.port)
    for await (const chunk of stream) {
      expect(Buffer.from(chunk).toString()).toMatch(/^SSH-2\.0-OpenSSH/)
      break
    }
    const error = await rejection(machine.forward('127.0.0.1', 1))
    expect(error).toMatchObject({ data: { code: 'unreachable', message: expect.stringContaining('refused') } })
  })
})
