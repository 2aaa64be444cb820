/** The page's files: a few, and none that needs another which needs it, since one of the two would run too early. */
import { expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 120_000 })

test('no two files of the page need each other, and every screen stands on a few', async () => {
  const { build } = await import('vite')
  const configFile = new URL('../../../renderer/vite.config.ts', import.meta.url).pathname
  const built = await build({ configFile, mode: 'production', logLevel: 'silent', build: { write: false } })
  if (!('output' in built)) throw new Error('not one build')
  const files = built.output.filter((one) => one.type === 'chunk')
  const needs = new Map(files.map(({ fileName, imports }) => [fileName, imports]))
  const needed = (file: string, found = new Set<string>()): Set<string> => {
    for (const one of needs.get(file) ?? []) if (!found.has(one)) needed(one, found.add(one))
    return found
  }
  expect(files.length).toBeGreaterThan(10)
  expect(files.map(({ fileName }) => fileName).filter((file) => needed(file).has(file))).toEqual([])
  expect(Math.max(...files.map(({ fileName }) => needed(fileName).size))).toBeLessThan(8)
})
