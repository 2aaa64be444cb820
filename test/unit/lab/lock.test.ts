/** The lock between processes, with real ones. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runProgram } from '../../../provisioner/adapters/localProcess.ts'
import { withLock } from '../../../provisioner/lab/lock.ts'
import type { LabProgress } from '../../../provisioner/lab/progress.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackstead-lock-'))
})
afterAll(() => rm(folder, { recursive: true }))

const module = (name: string): string => JSON.stringify(join(import.meta.dirname, '../../../provisioner/lab', name))

test('work under one lock never overlaps, and who waits is told', async () => {
  const file = join(folder, 'one')
  const told: LabProgress[] = []
  let inside = 0
  const work = async (): Promise<void> => {
    inside += 1
    expect(inside).toBe(1)
    await new Promise((done) => setTimeout(done, 400))
    inside -= 1
  }
  await Promise.all([1, 2, 3].map(() => withLock(file, 'Wait', (progress) => told.push(progress), work)))
  expect(told.map((progress) => progress.state)).toContain('started')
  expect(told.at(-1)).toMatchObject({ title: 'Wait', state: 'done' })
})

test('a killed holder frees the lock', async () => {
  const file = join(folder, 'two')
  const script = `import { withLock } from ${module('lock.ts')}
    await withLock(${JSON.stringify(file)}, '', () => undefined, async () => { console.log('held'); process.kill(process.pid, 'SIGKILL') })`
  const killed = await runProgram(process.execPath, ['--input-type=module', '-e', script])
  expect(killed).toMatchObject({ status: 137, stdout: 'held\n' })
  expect(
    await withLock(
      file,
      '',
      () => undefined,
      async () => 'mine',
    ),
  ).toBe('mine')
})

test('work that fails frees the lock', async () => {
  const file = join(folder, 'three')
  const failing = withLock(
    file,
    '',
    () => undefined,
    () => Promise.reject(new Error('no')),
  )
  await expect(failing).rejects.toThrow('no')
  expect(
    await withLock(
      file,
      '',
      () => undefined,
      async () => 'mine',
    ),
  ).toBe('mine')
})
