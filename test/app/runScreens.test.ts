/** A run in the window on machines of which every step is scripted: begun against the check, paused, gone on with, cancelled, failed. */
import { afterAll, beforeAll, describe, expect, vi } from 'vitest'
import { barriers } from '../support/accessible.ts'
import { testBrowser } from '../support/browser.ts'
import { dependentSteps } from '../support/dependentSteps.ts'
import { wants } from '../support/fakeMachines.ts'
import { ended, HOME, held, type RunsWorld, runsWorld } from '../support/runsWorld.ts'
import { type RunWindow, runWindow } from '../support/runWindow.ts'

vi.setConfig({ testTimeout: 120_000 })

const browser = testBrowser()
const step = dependentSteps()
let world: RunsWorld
let window: RunWindow
let hold: ReturnType<typeof held>

const button = (name: string) => window.page.getByRole('button', { name, exact: true })
const seen = (text: string | RegExp) => window.page.getByText(text).first().waitFor()

beforeAll(async () => {
  world = runsWorld([wants('a', 'x'), wants('a', 'y'), wants('a', 'z')])
  window = await runWindow(browser, world)
}, 300_000)
afterAll(async () => {
  await window?.[Symbol.asyncDispose]()
  await world?.[Symbol.asyncDispose]()
})

describe.sequential('a run', () => {
  step('that the check refuses is begun all the same by who has read its errors and typed the name', async () => {
    await world.area.requests['runs.start']({ ...HOME, operation: 'apply', preflight: true })
    const { error } = await ended(world.area)
    expect(error?.code).toBe('unfit')
    await window.goTo('deploy')
    await window.page.getByRole('alert').filter({ hasText: 'Nothing was changed, because' }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await button('Deploy anyway…').click()
    const dialog = window.page.getByRole('dialog', { name: 'Deploy home although the check found errors?' })
    const lines = error?.detail?.split('\n') ?? []
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual(lines)
    const anyway = dialog.getByRole('button', { name: 'Deploy anyway' })
    expect(await anyway.isDisabled()).toBe(true)
    expect(await barriers(window.page)).toEqual([])
    hold = held(world.machines)
    await dialog.getByLabel('Type home to go on').fill('home')
    await anyway.click()
    await hold.reached
    await button('Pause').waitFor()
    expect(await barriers(window.page)).toEqual([])
  })

  step('is paused after the step under way, and says so before and after', async () => {
    await button('Pause').click()
    await seen('Pausing after the steps under way')
    expect(await button('Pause').isDisabled()).toBe(true)
    hold.go()
    await seen('Paused: what is done stays done')
    expect(await barriers(window.page)).toEqual([])
    expect(world.machines.log).toEqual(['a: set x yes'])
  })

  step('goes on, and is cancelled by who knows what that means', async () => {
    for (const name of ['controller', 'compute-1', 'compute-2'])
      world.named.printed.set(`${name} manifest`, 'exists\nfile\t/etc/hosts\tno\tyes\n')
    hold = held(world.machines)
    await button('Go on').click()
    await hold.reached
    await button('Cancel').click()
    const dialog = window.page.getByRole('dialog', { name: 'Stop deploying home?' })
    await dialog.getByText('What is done stays done', { exact: false }).waitFor()
    expect(await barriers(window.page)).toEqual([])
    await dialog.getByRole('button', { name: 'Stop after the steps under way' }).click()
    await seen('Stopping: the steps under way come to their end')
    hold.go()
    await seen('Paused: what is done stays done')
    expect(world.machines.log).toEqual(['a: set x yes', 'a: set y yes'])
  })

  step('that fails shows the step, what came back, and its output', async () => {
    delete world.machines.before
    world.machines.failing.add('set z yes')
    await button('Go on').click()
    const failures = window.page.getByRole('region', { name: 'What failed' })
    await failures.getByRole('heading', { name: '1 step failed' }).waitFor()
    await failures.getByText('it broke').waitFor()
    expect(await barriers(window.page)).toEqual([])
    await failures.getByRole('button', { name: 'Show its output' }).click()
    await window.page.getByRole('region', { name: 'Output of the step' }).getByText('did set z yes').waitFor()
    expect(await barriers(window.page)).toEqual([])
  })

  step('that ends while nobody looks calls back in the title, until somebody does', async () => {
    const { page } = window
    const look = (isHidden: boolean): Promise<void> =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
        document.dispatchEvent(new Event('visibilitychange'))
      }, isHidden)
    world.machines.failing.clear()
    hold = held(world.machines)
    await button('Go on').click()
    await hold.reached
    await window.page.locator('button:enabled', { hasText: /^Pause$/ }).waitFor()
    await look(true)
    hold.go()
    await seen('home is deployed')
    await expect.poll(() => page.title()).toBe('Done: Deploy home · Stackstead')
    await look(false)
    await expect.poll(() => page.title()).toBe('Deploy · home · Stackstead')
    await button('Show the proof').waitFor()
    expect(await barriers(page)).toEqual([])
    expect(window.complaints()).toEqual([])
  })
})
