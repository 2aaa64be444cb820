/** Root rights over a real sshd and a real sudo, for each way a login can have them or lack them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { PasswordQuestion, SshOptions } from '../../../provisioner/adapters/sshOptions.ts'
import { SshPool } from '../../../provisioner/adapters/sshPool.ts'
import { sh, withInput } from '../../../provisioner/core/command.ts'
import { Secret } from '../../../provisioner/core/secret.ts'
import { clientOptions, keyTarget, rejection } from '../../support/sshClient.ts'
import { type Sshd, sshdLacks, startSshd, type TestUser } from '../../support/sshd.ts'

vi.setConfig({ testTimeout: 60_000 })

const lacks = sshdLacks({ users: true })
const PASSWORD = `p "ass'w$(id)%s \\ ü`
const FREE: TestUser = { name: 'stackfree', password: 'x', sudo: 'ALL=(ALL) NOPASSWD: ALL' }
const ASKS: TestUser = { name: 'stackasks', password: PASSWORD, sudo: 'ALL=(ALL) ALL' }
const NONE: TestUser = { name: 'stacknone', password: PASSWORD }

describe.skipIf(lacks !== undefined)(`with a real sudo${lacks === undefined ? '' : ` (left out: ${lacks})`}`, () => {
  let plain: Sshd
  let pty: Sshd
  beforeAll(async () => {
    const users = [FREE, ASKS, NONE]
    plain = await startSshd({ users, sudoers: ['Defaults !use_pty'] })
    pty = await startSshd({ users, sudoers: ['Defaults use_pty', 'Defaults timestamp_timeout=5'] })
  })
  afterAll(async () => {
    await plain?.[Symbol.asyncDispose]()
    await pty?.[Symbol.asyncDispose]()
  })

  const machineOf = async (sshd: Sshd, user: TestUser, options: SshOptions = {}) => {
    const pool = new SshPool(clientOptions(sshd, options))
    const machine = await pool.connect('m', keyTarget(sshd, { user: user.name }))
    return { machine, [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose]() }
  }
  const sudoPassword = new Secret(PASSWORD)
  const ways = [
    { title: 'sudo without a password', user: FREE, options: {} },
    { title: 'sudo with a password given', user: ASKS, options: { sudoPassword } },
    { title: 'sudo with a password asked for', user: ASKS, options: { askPassword: async () => sudoPassword } },
  ]

  for (const { title, user, options } of ways) {
    for (const kind of ['plain', 'use_pty']) {
      const here = () => (kind === 'plain' ? plain : pty)

      test(`${title} (${kind}): root and not root`, async () => {
        await using login = await machineOf(here(), user, options)
        expect((await login.machine.exec(sh`id -un`, { root: false })).stdout).toBe(`${user.name}\n`)
        for (let turn = 0; turn < 3; turn++) {
          const result = await login.machine.exec(withInput(sh`id -un; pwd; cat; echo oops >&2; exit 9`, 'in\nput'))
          expect(result).toEqual({ status: 9, stdout: 'root\n/\nin\nput', stderr: 'oops\n' })
        }
        expect(await login.machine.exec(sh`cat; echo end`)).toEqual({ status: 0, stdout: 'end\n', stderr: '' })
        // The password asked for costs one more trip; otherwise finding out costs none.
        expect(login.machine.roundTrips).toBe(title.includes('asked') ? 6 : 5)
      })

      test(`${title} (${kind}): words, scripts and 20 MB of input stay what they are`, async () => {
        await using login = await machineOf(here(), user, options)
        const word = fc
          .string({ unit: 'binary', maxLength: 30 })
          .map((text) => text.replaceAll('\0', '').toWellFormed())
        await fc.assert(
          fc.asyncProperty(word, word, async (a, b) => {
            const result = await login.machine.exec(withInput(sh`printf %s ${a}; cat`, b))
            expect(result).toEqual({ status: 0, stdout: a + b, stderr: '' })
          }),
          { numRuns: 15 },
        )
        const long = 'x"\'$'.repeat(40_000)
        expect((await login.machine.exec(withInput(sh`printf %s ${long}; cat`, 'in'))).stdout).toBe(`${long}in`)
        const bytes = Buffer.alloc(20 * 1024 * 1024, 'Stackstead\n\x03\x04\x00\xff')
        const path = join(here().folder, 'big')
        await login.machine.put(path, bytes, { owner: 'root', group: 'root', mode: 0o600 })
        expect((await readFile(path)).equals(bytes)).toBe(true)
        expect(Buffer.from((await login.machine.get(path)) ?? '').equals(bytes)).toBe(true)
      })

      if (kind === 'use_pty')
        test(`${title} (${kind}): abort stops a root command with its children`, async () => {
          await using login = await machineOf(here(), user, options)
          const abort = new AbortController()
          const mark = join(here().folder, `aborted-${user.name}`)
          const running = login.machine.exec(sh`(sleep 1; touch ${mark}) & echo up; wait`, {
            signal: abort.signal,
            onLine: () => abort.abort(),
          })
          expect(await rejection(running)).toMatchObject({ data: { code: 'cancelled' } })
          await delay(1_200)
          expect(await login.machine.get(mark)).toBeUndefined()
        })

      if (kind === 'use_pty' || user === FREE)
        test(`${title} (${kind}): a quiet command outlives the connection`, async () => {
          const mark = join(here().folder, `outlived-${user.name}`)
          {
            await using login = await machineOf(here(), user, options)
            await login.machine.exec(sh`true`)
            const running = rejection(login.machine.exec(sh`sleep 1; touch ${mark}`))
            await delay(300)
            here().signalSessions('SIGKILL')
            expect(await running).toMatchObject({ data: { code: 'unreachable', machine: 'm' } })
          }
          await delay(1_000)
          await using login = await machineOf(here(), user, options)
          expect(await login.machine.get(mark)).toHaveLength(0)
        })
    }
  }

  test('a wrong sudo password is tried once, however many commands wait for it', async () => {
    await using login = await machineOf(plain, ASKS, { sudoPassword: new Secret('wrong') })
    const attempts = Array.from({ length: 12 }, () => rejection(login.machine.exec(sh`true`)))
    for (const error of await Promise.all(attempts)) {
      expect(error).toMatchObject({ data: { code: 'sudo', message: expect.stringContaining('tried once') } })
      expect(error).toMatchObject({ data: { detail: expect.stringContaining('1 incorrect password attempt') } })
    }
    expect(login.machine.roundTrips).toBe(1)
    expect(await login.machine.exec(sh`id -un`, { root: false })).toMatchObject({ stdout: `${ASKS.name}\n` })
  })

  test('input is never taken for a second password', async () => {
    await using login = await machineOf(plain, ASKS, { sudoPassword: new Secret('wrong') })
    const error = await rejection(login.machine.exec(withInput(sh`cat`, `${PASSWORD}\n${PASSWORD}\n`)))
    expect(error).toMatchObject({ data: { code: 'sudo' } })
  })

  test('a person is asked once, with the machine and user named; no answer is an error that says what to do', async () => {
    const questions: PasswordQuestion[] = []
    const askPassword = async (question: PasswordQuestion) => {
      questions.push(question)
      return undefined
    }
    await using login = await machineOf(plain, ASKS, { askPassword })
    const errors = await Promise.all([1, 2, 3].map(() => rejection(login.machine.exec(sh`true`))))
    for (const error of errors)
      expect(error).toMatchObject({ data: { code: 'sudo', remedy: expect.stringMatching(/NOPASSWD/) } })
    expect(questions).toEqual([{ machine: 'm', user: ASKS.name, host: '127.0.0.1', purpose: 'sudo' }])
  })

  test('a user outside sudoers is told so', async () => {
    await using login = await machineOf(plain, NONE, { sudoPassword })
    const error = await rejection(login.machine.exec(sh`true`))
    expect(error).toMatchObject({ data: { code: 'sudo', message: 'The login user of m may not use sudo.' } })
    expect(error).toMatchObject({ data: { remedy: expect.stringContaining('usermod') } })
  })

  test('the password stands in no argument list and in no environment while the command runs', async () => {
    const canary = new Secret(PASSWORD)
    await using login = await machineOf(plain, ASKS, { sudoPassword: canary })
    const look = sh`cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ | tr '\0' '\n'`
    for (let turn = 0; turn < 2; turn++) {
      const seen = await login.machine.exec(look)
      expect(seen.stdout).toContain('sudo')
      expect(seen.stdout).not.toContain(PASSWORD)
    }
  })
})
