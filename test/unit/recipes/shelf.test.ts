/** The shelf of recipes: those that come with Stackstead, a person's own before them, and a shelf that cannot be read. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recipeShelf } from '../../../provisioner/index.ts'
import { rejection } from '../../support/sshClient.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackstead-shelf-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test("a person's own stands for a shipped one of the same name, and need not exist", async () => {
  const own = join(folder, 'own')
  const names = async () => (await recipeShelf([own]).list()).map(({ isShipped, name }) => [name, isShipped])
  expect(await names()).toEqual([
    ['kubernetes', true],
    ['web-server', true],
  ])
  mkdirSync(own)
  writeFileSync(join(own, 'web-server.yaml'), 'title: Mine\n')
  expect(await names()).toEqual([
    ['kubernetes', true],
    ['web-server', false],
  ])
})

test('where those that come with Stackstead are not, that is said', async () => {
  const away = join(folder, 'away')
  expect(await rejection(recipeShelf([folder], away).list())).toMatchObject({
    data: { message: `The recipes that come with Stackstead are not in ${away}.` },
  })
})

test('a shelf that cannot be read is told, not shown as an empty one', async () => {
  const file = join(folder, 'recipes')
  writeFileSync(file, 'not a folder')
  expect(await rejection(recipeShelf([file]).list())).toMatchObject({
    data: { message: expect.stringContaining(`${file} could not be read`) },
  })
})
