/** What is typed into a terminal goes out in its order, whatever the requests take. */
import { expect, test } from 'vitest'
import { inOrder } from '../../../renderer/features/terminals/inOrder.ts'

function slowSender() {
  const sent: string[] = []
  const arrived: (() => void)[] = []
  const send = (text: string): Promise<void> => {
    sent.push(text)
    return new Promise((resolve) => arrived.push(resolve))
  }
  const arrive = async (): Promise<void> => {
    arrived.shift()?.()
    await Promise.resolve()
  }
  return { sent, send, arrive }
}

test('the first key goes at once; those typed while it is on its way follow together', async () => {
  const { arrive, send, sent } = slowSender()
  const type = inOrder(send)
  for (const key of 'echo') type(key)
  expect(sent).toEqual(['e'])
  await arrive()
  expect(sent).toEqual(['e', 'cho'])
  await arrive()
  type('!')
  expect(sent).toEqual(['e', 'cho', '!'])
})

test('a paste longer than a request may be goes in pieces, none lost', async () => {
  const { arrive, send, sent } = slowSender()
  const text = 'abcdefghij'.repeat(120_000)
  inOrder(send)(text)
  for (let piece = 0; piece < 3; piece += 1) await arrive()
  expect(sent.map(({ length }) => length)).toEqual([500_000, 500_000, 200_000])
  expect(sent.join('')).toBe(text)
})
