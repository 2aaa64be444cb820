/** How the window begins and ends: one at a time, never in the middle of a run unasked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Job } from '../../electron/contract/index.ts'
import { buildScripted, startWindow, type WindowUnderTest } from '../support/electronStandIn/windowUnderTest.ts'
import { until } from '../support/until.ts'

let window: WindowUnderTest

beforeAll(buildScripted, 120_000)

const JOB: Job = {
  id: 'one',
  kind: 'run',
  cloud: 'office',
  title: 'Deploying office',
  startedAt: 1,
  state: 'running',
  progress: 0.426,
}

describe('beginning and ending', () => {
  beforeEach(async () => {
    window = await startWindow()
    await window.page()
  }, 60_000)
  afterEach(() => window[Symbol.asyncDispose]())

  test('a second start shows the window of the first', async () => {
    await using second = await startWindow({ STAND_IN_SECOND: '1', STAND_IN_FOLDER: join(window.folder, 'second') })
    expect(await second.ended).toBe(0)
    await window.do('secondInstance')
    expect((await window.do('state')).windows).toEqual([{ visible: true }])
  })

  test('closing the window ends the app and keeps where it was', async () => {
    await window.do('closeWindow')
    expect(await window.ended).toBe(0)
    const kept = JSON.parse(readFileSync(join(window.folder, 'stackstead', 'window.json'), 'utf8'))
    expect(kept.bounds).toEqual({ x: 10, y: 20, width: 1100, height: 700 })
  })

  test('a page that crashes is loaded again where it was; one that crashes on and on is asked about', async () => {
    const place = '/clouds/office/machines'
    const crash = async (): Promise<void> => {
      const page = await window.page()
      const session = await page.context().newCDPSession(page)
      const closed = new Promise((resolve) => page.once('close', resolve))
      const crashed = new Promise((resolve) => page.once('crash', resolve))
      // Nobody is there to answer it.
      session.send('Page.crash').catch(() => undefined)
      await crashed
      if (!(await window.do('state')).questionOpen) await closed
    }
    const isBack = async (): Promise<void> => {
      const page = await window.page()
      expect(new URL(page.url()).pathname).toBe(place)
      await page.getByRole('main').waitFor()
    }
    const first = await window.page()
    await first.evaluate((path) => history.pushState(null, '', path), place)
    for (let times = 0; times < 3; times++) {
      await crash()
      await until(isBack)
    }
    await crash()
    await until(async () => expect((await window.do('state')).questionOpen).toBe(true))
    expect((await window.do('state')).questions[0]).toMatchObject({
      message: 'The page of this window has ended 4 times within ten minutes (crashed).',
      buttons: ['Load it again', 'Quit'],
    })
    await window.do('press', 0)
    await until(isBack)
    expect((await window.do('state')).windows).toEqual([{ visible: true }])
  })

  test('the tray tells of the running job and its progress', async () => {
    await window.do('jobs', [JOB])
    const state = await window.do('state')
    expect(state.tooltip).toBe('Stackstead\nDeploying office: 42 %')
    expect(state.progress).toBe(0.426)
    expect(state.trayMenu.map((one: { label?: string }) => one.label)).toContain('Deploying office: 42 %')
    await window.do('jobs', [{ ...JOB, state: 'done' }])
    expect((await window.do('state')).progress).toBe(-1)
  })

  test('quitting while a run is under way asks, and can keep it running in the tray', async () => {
    await window.do('jobs', [JOB])
    await window.do('closeWindow')
    await until(async () => expect((await window.do('state')).questionOpen).toBe(true))
    const { questions } = await window.do('state')
    expect(questions[0]).toMatchObject({
      message: '"Deploying office" is under way.',
      buttons: ['Stop after the steps under way', 'Keep running in the tray', 'Quit now (nothing is lost)'],
    })
    await window.do('press', 1)
    await until(async () => expect((await window.do('state')).windows).toEqual([{ visible: false }]))
    await window.do('tray', 'Open Stackstead')
    expect((await window.do('state')).windows).toEqual([{ visible: true }])
  })

  test('quitting can stop the run after the steps under way, and waits for that', async () => {
    await window.do('jobs', [JOB])
    await window.do('quit')
    await until(async () => expect((await window.do('state')).questionOpen).toBe(true))
    await window.do('press', 0)
    await until(async () =>
      expect((await window.do('state')).calls).toContainEqual({ name: 'runs.pause', input: { cloud: 'office' } }),
    )
    expect(window.process.exitCode).toBeNull()
    await window.do('jobs', [{ ...JOB, state: 'cancelled' }])
    expect(await window.ended).toBe(0)
  })

  test('quitting asks for an upload too, and says what becomes of it', async () => {
    await window.do('jobs', [{ ...JOB, kind: 'image', title: 'Upload debian' }])
    await window.do('quit')
    await until(async () => expect((await window.do('state')).questionOpen).toBe(true))
    const { questions } = await window.do('state')
    expect(questions[0]).toMatchObject({
      detail: 'Upload debian: what was sent of the image is deleted again.',
      buttons: ['Stop and quit', 'Keep running in the tray'],
    })
    await window.do('press', 0)
    expect(await window.ended).toBe(0)
  })

  test('quitting can be at once', async () => {
    await window.do('jobs', [JOB])
    await window.do('quit')
    await until(async () => expect((await window.do('state')).questionOpen).toBe(true))
    await window.do('press', 2)
    expect(await window.ended).toBe(0)
  })

  test('the menu has the usual shortcuts, and its settings are the page’s own', async () => {
    const { menu } = await window.do('state')
    expect(menu.map((one: { label?: string; role?: string }) => one.label ?? one.role)).toEqual([
      '&File',
      '&Edit',
      '&View',
      '&Window',
      'help',
    ])
  })
})
