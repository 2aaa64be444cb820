/** Commands that need root where nobody can be asked: sudo is used where it asks nothing, else the line to run is told. */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asRoot } from '../../../provisioner/cli/asRoot.ts'
import type { Session } from '../../../provisioner/cli/session.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-sudo-'))
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
  vi.spyOn(process, 'getuid').mockReturnValue(1000)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

/** A sudo that notes how it was called, and then ends like this. */
async function sudo(script: string): Promise<() => Promise<string[]>> {
  await writeFile(join(folder, 'sudo'), `#!/bin/sh\necho "$*" >> ${folder}/calls\n${script}\n`)
  await chmod(join(folder, 'sudo'), 0o755)
  return async () => (await readFile(join(folder, 'calls'), 'utf8')).trimEnd().split('\n')
}

const session = { terminal: { interactive: false, note: () => undefined } } as unknown as Session
const work = () => Promise.reject(new Error('done without root'))

test('sudo that asks nothing runs the command again, and its status counts', async () => {
  const calls = await sudo('[ "$2" = true ] || exit 3')
  expect(await asRoot(session, 'This', work)).toBe(1)
  const [probe, run] = await calls()
  expect(probe).toBe('-n true')
  expect(run).toMatch(/^-n --preserve-env=XDG_STATE_HOME,XDG_CACHE_HOME,NO_COLOR,TERM -- /)
  await sudo('exit 0')
  expect(await asRoot(session, 'This', work)).toBe(0)
})

test('sudo that would ask is not run: the line to run is told', async () => {
  const calls = await sudo('echo "sudo: a password is required" >&2; exit 1')
  await expect(asRoot(session, 'This', work)).rejects.toMatchObject({
    data: { code: 'sudo', remedy: expect.stringContaining('Run: sudo --preserve-env=') },
  })
  expect(await calls()).toEqual(['-n true'])
})
