/** Credentials from the form of a machine, on a real sshd: kept once they have worked, let go and asked for once they were refused. */
import { execFileSync } from 'node:child_process'
import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Question, RequestInput } from '../../../electron/contract/index.ts'
import { ASKING, LACKS, sshdHome, USER } from '../../support/sshdHome.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

type Added = RequestInput<'machines.add'>

describe.skipIf(LACKS !== undefined)(`what a form gives${LACKS === undefined ? '' : ` (left out: ${LACKS})`}`, () => {
  const home = sshdHome()
  const { entry, question, yes, until } = home

  const add = (machine: Added['machines'][number], credentials: NonNullable<Added['credentials']>) =>
    home.room.ask('machines.add', { cloud: 'home', machines: [machine], credentials })
  const look = () => home.room.ask('machines.probe', { cloud: 'home' })
  const keeps = (kinds: string) =>
    home.room.until('machines.follow', { cloud: 'home' }, ({ machines }) => machines.one?.credentials.join() === kinds)
  const nothingOnDisk = async () =>
    expect(await readdir(join(home.room.folder, 'credentials', 'home')).catch(() => [])).toEqual([])
  /** Everything that is asked from now on but host keys. */
  const asked = (): readonly string[] => {
    const kinds: string[] = []
    home.room.app.listen('questions.follow', {}, (event) => {
      if (event.ok) kinds.push(...(event.value as Question[]).map(({ kind }) => kind))
    })
    return kinds
  }

  it('is kept without a question where it is right, and found again at the next start', async () => {
    const kinds = asked()
    await add(entry('one', USER.name), { password: USER.password })
    await yes()
    await until('ready')
    await keeps('password')
    expect(new Set(kinds)).toEqual(new Set(['host-key']))
    await home.reopen()
    const later = asked()
    await look()
    expect(await until('ready')).toMatchObject({ credentials: ['password'] })
    expect(later).toEqual([])
  })

  it('is still at hand when the host key is confirmed only the second time', async () => {
    await add(entry('one', USER.name), { password: USER.password })
    const { id } = await question('host-key')
    await home.room.ask('questions.answer', { id, answer: { kind: 'no' } })
    await until('failed')
    await nothingOnDisk()
    const looked = look()
    await yes()
    await looked
    await until('ready')
    await keeps('password')
  })

  it.each([
    ['password', 'password', () => entry('one', USER.name), USER.password, 'authentication'],
    ['sudoPassword', 'password', () => ({ ...entry(), user: ASKING.name }), ASKING.password, 'sudo'],
  ] as const)('is not kept where it is wrong (%s): the person is asked', async (given, kind, machine, right, code) => {
    await add(machine(), { [given]: 'wrong' })
    await yes()
    expect(await until('failed')).toMatchObject({ error: { code }, credentials: [] })
    await nothingOnDisk()
    const looked = look()
    const { id } = await question(kind)
    await home.room.ask('questions.answer', { id, answer: { kind: 'text', text: right, keep: true } })
    await looked
    await until('ready')
    await keeps(given)
  })

  it('is kept for the part that was right', async () => {
    await add(entry('one', ASKING.name), { password: ASKING.password, sudoPassword: 'wrong' })
    await yes()
    expect(await until('failed')).toMatchObject({ error: { code: 'sudo' } })
    await keeps('password')
    await look()
    expect(await until('ready')).toMatchObject({ credentials: ['password'] })
  })

  it('is asked for where it does not open the key', async () => {
    const key = join(home.room.folder, 'locked')
    await copyFile(home.sshd.userKey, key)
    execFileSync('ssh-keygen', ['-q', '-p', '-a', '1', '-N', 'open sesame', '-f', key])
    await add({ ...entry(), key }, { passphrase: 'wrong' })
    await yes()
    const { id: password } = await question('password')
    await home.room.ask('questions.answer', { id: password, answer: { kind: 'no' } })
    expect(await until('failed')).toMatchObject({ error: { code: 'authentication' }, credentials: [] })
    await nothingOnDisk()
    const looked = look()
    const { id } = await question('passphrase')
    await home.room.ask('questions.answer', { id, answer: { kind: 'text', text: 'open sesame', keep: true } })
    await looked
    await until('ready')
    await keeps('passphrase')
  })
})
