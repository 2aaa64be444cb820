/** The window with the real app behind it, as it is bundled: page, preload, main process and app as one. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshBuild } from '../../scripts/freshBuild.ts'
import { startWindow, type WindowUnderTest } from '../support/electronStandIn/windowUnderTest.ts'

let window: WindowUnderTest

beforeAll(async () => {
  await freshBuild(['page', 'window'])
  window = await startWindow({}, join(import.meta.dirname, '..', '..', 'dist', 'electron', 'main.js'))
}, 120_000)
afterAll(() => window[Symbol.asyncDispose]())

interface PageBridge {
  readonly stackstead: { call(name: string, input: unknown): Promise<unknown> }
}

const call = async (name: string, input: unknown): Promise<unknown> => {
  const page = await window.page()
  return page.evaluate(
    ([word, words]) => (globalThis as unknown as PageBridge).stackstead.call(word as string, words),
    [name, input],
  )
}

test('shows the first screen', async () => {
  const page = await window.page()
  await page.getByText('Add my machines').first().waitFor()
  await page.getByText('Connected', { exact: true }).waitFor()
})

test('is the app, and says so', async () => {
  expect(await call('app.info', {})).toEqual({
    ok: true,
    value: {
      version: '0.1.0',
      kind: 'electron',
      platform: process.platform,
      folder: join(window.folder, 'stackstead'),
    },
  })
})

test('finds its templates and layouts from where it is bundled', async () => {
  expect(await call('clouds.create', { name: 'office' })).toMatchObject({ ok: true, value: { id: 'office' } })
  expect(await call('design.vocabulary', {})).toMatchObject({ ok: true })
})

test('finds the recipes that come with it', async () => {
  await call('clouds.create', { name: 'shop' })
  expect(await call('recipes.list', { cloud: 'shop' })).toMatchObject({
    ok: true,
    value: [
      { name: 'kubernetes', isShipped: true, problems: [] },
      { name: 'web-server', isShipped: true, problems: [] },
    ],
  })
})

test.each([
  ['app.info', { more: true }],
  ['clouds.create', { name: '../escape' }],
  ['clouds.read', { cloud: 7 }],
  ['toString', {}],
])('parses what the page says: %s %j', async (name, input) => {
  expect(await call(name, input)).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
})
