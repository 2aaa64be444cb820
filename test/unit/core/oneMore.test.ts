/** Work asked for while it is under way. */
import { expect, test } from 'vitest'
import { oneMore } from '../../../provisioner/core/oneMore.ts'

test('what is asked for meanwhile is done once more, however often it was asked for', async () => {
  let done = 0
  const steps = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const look = oneMore(async () => {
    await steps[done]?.promise
    done += 1
  })
  const first = look()
  const others = [look(), look(), look()]
  steps[0]?.resolve()
  steps[1]?.resolve()
  await Promise.all([first, ...others])
  expect(done).toBe(2)
  await look()
  expect(done).toBe(3)
})

test('it never overlaps itself', async () => {
  let inside = 0
  const look = oneMore(async () => {
    inside += 1
    expect(inside).toBe(1)
    await Promise.resolve()
    inside -= 1
  })
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => (index % 2 === 0 ? look() : Promise.resolve().then(look))),
  )
  expect(inside).toBe(0)
})

test('work that fails says so, and is done again when asked for again', async () => {
  let fails = true
  const look = oneMore(async () => {
    if (fails) throw new Error('no')
  })
  await expect(look()).rejects.toThrow('no')
  fails = false
  await expect(look()).resolves.toBeUndefined()
})
