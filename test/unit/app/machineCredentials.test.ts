/** Passwords and passphrases of machines: asked for, kept sealed once they have worked, and asked for again. */
import { execFileSync } from 'node:child_process'
import { copyFile, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import type { Question } from '../../../electron/contract/index.ts'
import { ASKING, LACKS, sshdHome, USER } from '../../support/sshdHome.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

describe.skipIf(LACKS !== undefined)(`machines of the app${LACKS === undefined ? '' : ` (left out: ${LACKS})`}`, () => {
  const home = sshdHome()
  const { entry, question, yes, until, text } = home

  const say = async (kind: 'password' | 'passphrase', text: string) => {
    const { id } = await question(kind)
    await home.room.ask('questions.answer', { id, answer: { kind: 'text', text, keep: true } })
  }
  const keeps = (kinds: string) =>
    home.room.until('machines.follow', { cloud: 'home' }, ({ machines }) => machines.one?.credentials.join() === kinds)

  it('ask for passwords once, keep them sealed, and use what is kept', async () => {
    await home.room.ask('machines.add', { cloud: 'home', machines: [entry('one', ASKING.name)] })
    await yes()
    const login = await question('password')
    expect(login).toMatchObject({ machine: 'one', purpose: 'login', user: ASKING.name })
    await home.room.ask('questions.answer', {
      id: login.id,
      answer: { kind: 'text', text: ASKING.password, keep: true },
    })
    expect(await until('ready')).toBeDefined()
    await home.room.until(
      'machines.follow',
      { cloud: 'home' },
      ({ machines }) => machines.one?.credentials.join() === 'password',
    )
    const folder = join(home.room.folder, 'credentials', 'home')
    const [file = ''] = await readdir(folder)
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
    expect((await readFile(join(folder, file))).includes(ASKING.password)).toBe(false)

    await home.reopen()
    const asked: readonly Question[][] = []
    const stop = home.room.app.listen('questions.follow', {}, (event) =>
      (asked as unknown[]).push(event.ok && event.value),
    )
    await home.room.ask('machines.probe', { cloud: 'home', machines: ['one'] })
    stop()
    expect(await until('ready')).toMatchObject({ credentials: ['password'] })
    expect(asked).toEqual([[]])
    // What is told of it to the page never holds it.
    const told = JSON.stringify(await home.room.until('machines.follow', { cloud: 'home' }, () => true))
    expect(told).not.toContain(ASKING.password)
  })

  it.each([
    ['login', 'password', 'password', () => entry('one', USER.name), USER.password, 'authentication'],
    ['sudo', 'password', 'sudoPassword', () => ({ ...entry(), user: ASKING.name }), ASKING.password, 'sudo'],
  ] as const)('keep a password for %s once it has worked; a wrong one is asked for again', async (...row) => {
    const [purpose, kind, kept, machine, right, code] = row
    await home.room.ask('machines.add', { cloud: 'home', machines: [machine()] })
    await yes()
    expect(await question(kind)).toMatchObject({ purpose })
    await say(kind, 'wrong')
    expect(await until('failed')).toMatchObject({ error: { code }, credentials: [] })
    expect(await readdir(join(home.room.folder, 'credentials', 'home')).catch(() => [])).toEqual([])
    const looked = home.room.ask('machines.probe', { cloud: 'home' })
    expect(await question(kind)).toMatchObject({ purpose })
    await say(kind, right)
    await looked
    expect(await until('ready')).toBeDefined()
    await keeps(kept)
  })

  it('keep a passphrase once it has opened its key; a wrong one is asked for again', async () => {
    const key = join(home.room.folder, 'locked')
    await copyFile(home.sshd.userKey, key)
    execFileSync('ssh-keygen', ['-q', '-p', '-a', '1', '-N', 'open sesame', '-f', key])
    await home.room.ask('machines.add', { cloud: 'home', machines: [{ ...entry(), key }] })
    await yes()
    await say('passphrase', 'wrong')
    const { id } = await question('password')
    await home.room.ask('questions.answer', { id, answer: { kind: 'no' } })
    expect(await until('failed')).toMatchObject({ error: { code: 'authentication' }, credentials: [] })
    const looked = home.room.ask('machines.probe', { cloud: 'home' })
    await say('passphrase', 'open sesame')
    await looked
    expect(await until('ready')).toBeDefined()
    await keeps('passphrase')
  })

  it('take a password that was typed for longer than sshd waits, and ask for it once', async () => {
    await home.room.ask('machines.add', { cloud: 'home', machines: [entry('one', USER.name)] })
    await yes()
    const { id } = await question('password')
    await vi.waitFor(() => expect(home.sshd.sessions()).toEqual([]), 10_000)
    const asked: string[] = []
    home.room.app.listen('questions.follow', {}, (event) => {
      if (event.ok) asked.push(...(event.value as Question[]).map((one) => one.id))
    })
    await home.room.ask('questions.answer', { id, answer: { kind: 'text', text: USER.password, keep: true } })
    expect(await until('ready')).toBeDefined()
    await keeps('password')
    expect(new Set(asked)).toEqual(new Set([id]))
  })

  it('with a wrong password fail once, and are tried again with the one that is given then', async () => {
    const wrong = { password: 'wrong' }
    await home.room.ask('machines.add', { cloud: 'home', machines: [entry('one', USER.name)], credentials: wrong })
    await yes()
    const failed = await until('failed')
    expect(failed).toMatchObject({ error: { code: 'authentication', machine: 'one' }, credentials: [] })
    expect(await readdir(join(home.room.folder, 'credentials', 'home')).catch(() => [])).toEqual([])
    expect(JSON.stringify(failed)).not.toContain('wrong"')
    const renamed = { ...entry('two', USER.name) }
    await home.room.ask('machines.edit', {
      cloud: 'home',
      machine: 'one',
      entry: renamed,
      credentials: { password: USER.password },
    })
    expect(await until('ready', 'two')).toBeDefined()
    await home.room.until(
      'machines.follow',
      { cloud: 'home' },
      ({ machines }) => machines.two?.credentials.join() === 'password',
    )
    expect(Object.keys(parse(await text()).machines)).toEqual(['two'])
    await home.room.ask('machines.edit', {
      cloud: 'home',
      machine: 'two',
      entry: renamed,
      credentials: { password: '' },
    })
    const { id } = await question('password')
    await home.room.ask('questions.answer', { id, answer: { kind: 'no' } })
    expect(await until('failed', 'two')).toMatchObject({ error: { code: 'authentication' }, credentials: [] })
  })
})
