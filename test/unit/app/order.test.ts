/** The two small things by which the app keeps order: works in turn, and those who listen. */
import { expect, test } from 'vitest'
import { inTurn } from '../../../electron/app/inTurn.ts'
import { listeners } from '../../../electron/app/listeners.ts'

test('works in turn do not overlap, and one that fails does not stop the next', async () => {
  const turn = inTurn()
  const told: string[] = []
  const work = (name: string, fails = false) =>
    turn(async () => {
      told.push(`${name} begins`)
      await Promise.resolve()
      told.push(`${name} ends`)
      if (fails) throw new Error(name)
      return name
    })
  const [a, b, c] = await Promise.allSettled([work('a'), work('b', true), work('c')])
  expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect([a, c]).toEqual([
    { status: 'fulfilled', value: 'a' },
    { status: 'fulfilled', value: 'c' },
  ])
  expect(b?.status).toBe('rejected')
})

test('listeners are told until they leave, and whoever leaves while others are told hurts nobody', () => {
  const { add, tell } = listeners<[text: string]>()
  const [first, second, gone] = [new AbortController(), new AbortController(), AbortSignal.abort()]
  const heard: string[] = []
  add((text) => {
    heard.push(`first ${text}`)
    first.abort()
  }, first.signal)
  add((text) => heard.push(`second ${text}`), second.signal)
  add((text) => heard.push(`gone ${text}`), gone)
  tell('one')
  tell('two')
  second.abort()
  tell('three')
  expect(heard).toEqual(['first one', 'second one', 'second two'])
})
