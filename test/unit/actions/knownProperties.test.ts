/** Properties and extra specs that are offered: the actions take each of them, with each of its values. */
import { expect, test } from 'vitest'
import { FLAVOR_SPECS, IMAGE_PROPERTIES } from '../../../provisioner/actions/index.ts'
import { explained, refused } from '../../support/explained.ts'

const pairs = (known: typeof IMAGE_PROPERTIES): (readonly [string, string])[] =>
  known.flatMap(({ name, values = ['1'] }) => values.map((value) => [name, value] as const))

test('of images', () => {
  for (const [name, value] of pairs(IMAGE_PROPERTIES)) {
    const input = { id: 'i', name: 'i', properties: { [name]: value } }
    expect(refused('image.update', input), name).toBeUndefined()
    expect(explained('image.update', input).commands[0]).toContain(`--property ${name}=${value}`)
  }
})

test('of flavors', () => {
  for (const [name, value] of pairs(FLAVOR_SPECS))
    expect(refused('flavor.changeExtraSpecs', { id: 'f', name: 'f', set: { [name]: value } }), name).toBeUndefined()
})

test.each([
  ['image', IMAGE_PROPERTIES],
  ['flavor', FLAVOR_SPECS],
] as const)('each of %s stands there once, with a sentence', (_what, known) => {
  expect(new Set(known.map(({ name }) => name)).size).toBe(known.length)
  for (const { explains } of known) expect(explains).toMatch(/^[A-Za-z].*\.$/)
})
