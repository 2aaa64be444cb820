/** Who has a data folder, with real processes that end, are killed, or come at the same moment. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { soleApp } from '../../../electron/shell/soleApp.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'

const MODULE = JSON.stringify(join(import.meta.dirname, '../../../electron/shell/soleApp.ts'))
const started: ChildProcess[] = []
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-sole-'))
  file = join(folder, 'app.json')
})
afterEach(async () => {
  for (const child of started.splice(0)) await end(child, 'SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Another app on the folder: says "mine" or the message, and stays until it is ended. */
function another(): { readonly child: ChildProcess; readonly said: Promise<string> } {
  const script = `import { soleApp } from ${MODULE}
    try {
      await using sole = await soleApp(${JSON.stringify(folder)})
      await sole.openAt('http://127.0.0.1:8417')
      console.log('mine')
      await new Promise((resolve) => process.stdin.once('end', resolve).resume())
    } catch (error) { console.log(error.message) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  started.push(child)
  const said = once(createInterface(child.stdout), 'line').then(([line]) => String(line))
  return { child, said }
}

async function end(child: ChildProcess, how: 'in order' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  if (how === 'in order') child.stdin?.end()
  else child.kill(how)
  await ended
}

async function refusal(): Promise<StacksteadError> {
  const thrown = await soleApp(folder).then(
    () => expect.fail('two apps have the folder'),
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(StacksteadError)
  return thrown as StacksteadError
}

test('the second is told that the app is open, where, and by which process', async () => {
  const { child, said } = another()
  expect(await said).toBe('mine')
  const before = readFileSync(file, 'utf8')
  const { data } = await refusal()
  expect(data).toMatchObject({
    code: 'locked',
    message: `Stackstead is already open at http://127.0.0.1:8417 (process ${child.pid}).`,
  })
  expect(data.remedy).toContain('Go on there')
  expect(readFileSync(file, 'utf8')).toBe(before)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  await end(child, 'in order')
  expect(readdirSync(folder)).toEqual([])
})

test('an app that was killed leaves the folder to the next', async () => {
  const { child, said } = another()
  expect(await said).toBe('mine')
  await end(child, 'SIGKILL')
  await using _sole = await soleApp(folder)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid })
})

test.runIf(process.platform === 'linux')('another process that got the number of a dead app is none', async () => {
  const sleeper = spawn('sleep', ['60'])
  started.push(sleeper)
  await once(sleeper, 'spawn')
  writeFileSync(file, JSON.stringify({ pid: sleeper.pid, began: '1' }))
  await using _sole = await soleApp(folder)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid })
})

test('a process that does not say when it began is believed to be the app, and a window says no address', async () => {
  const sleeper = spawn('sleep', ['60'])
  started.push(sleeper)
  await once(sleeper, 'spawn')
  writeFileSync(file, JSON.stringify({ pid: sleeper.pid }))
  const { data } = await refusal()
  expect(data.message).toBe(`Stackstead is already open (process ${sleeper.pid}).`)
  expect(data.remedy).toContain(file)
})

test.each(['', '{"pid":', '{"pid":"one"}', '{"pid":0}'])('a note like %j is nobody’s', async (note) => {
  writeFileSync(file, note)
  await using _sole = await soleApp(folder)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid })
})

test('a process that died while it cleared a note keeps nobody out', async () => {
  writeFileSync(file, '{"pid":0}')
  writeFileSync(`${file}.clearing`, '')
  const before = new Date(Date.now() - 60_000)
  utimesSync(`${file}.clearing`, before, before)
  await using _sole = await soleApp(folder)
  expect(readdirSync(folder)).toEqual(['app.json'])
})

test('of several that start over a dead one at the same moment, one has the folder', async () => {
  const dead = another()
  expect(await dead.said).toBe('mine')
  await end(dead.child, 'SIGKILL')
  const said = await Promise.all([another(), another(), another(), another()].map((one) => one.said))
  expect(said.filter((line) => line === 'mine')).toHaveLength(1)
  expect(said.filter((line) => line.startsWith('Stackstead is already open'))).toHaveLength(3)
  expect(readdirSync(folder)).toEqual(['app.json'])
})
