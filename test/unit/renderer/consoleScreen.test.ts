/** What the console makes of text, keys and bytes, without a page: typing, taking the keyboard back, the channel RFB is given. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CONSOLE_PIECE } from '../../../electron/contract/consoles.ts'
import { leaveKeys } from '../../../renderer/features/console/leaveKeys.ts'
import { screenChannel } from '../../../renderer/features/console/screenChannel.ts'
import { COMBINATIONS, typing } from '../../../renderer/features/console/typedKeys.ts'
import { placesOf } from '../../../renderer/features/instances/placesOf.ts'

describe('text as keys', () => {
  test('each sign of a US keyboard is one key, with Shift where it needs it', () => {
    const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('')
    const { missing, signs } = typing(printable)
    expect(missing).toEqual([])
    expect(signs.map(({ key }) => String.fromCharCode(key.keysym)).join('')).toBe(printable)
    const shifted = signs.filter(({ shift }) => shift).map(({ key }) => String.fromCharCode(key.keysym))
    expect(shifted.join('')).toBe('!"#$%&()*+:<>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ^_{|}~')
  })

  test('lines end with Enter however they are written, and what no key has is named once', () => {
    const { missing, signs } = typing('a\r\nb\rü☁ü')
    expect(signs.map(({ key }) => key.code)).toEqual(['KeyA', 'Enter', 'KeyB', 'Enter'])
    expect(missing).toEqual(['ü', '☁'])
  })

  test('each combination has a name of its own and lets go of nothing it did not press', () => {
    expect(new Set(COMBINATIONS.map(({ title }) => title)).size).toBe(COMBINATIONS.length)
    expect(COMBINATIONS[0]?.keys.map(({ code }) => code)).toEqual(['ControlLeft', 'AltLeft', 'Delete'])
    expect(COMBINATIONS.find(({ title }) => title === 'Ctrl-Alt-F7')?.keys.at(-1)?.keysym).toBe(0xffc4)
  })
})

describe('taking the keyboard back', () => {
  const pressed = (...codes: readonly string[]): boolean => {
    const keys = leaveKeys()
    for (const code of codes) keys.down(code)
    return codes
      .toReversed()
      .map((code) => keys.up(code))
      .some(Boolean)
  }
  test('Ctrl and Alt alone do it, either Ctrl and either order', () => {
    expect(pressed('ControlLeft', 'AltLeft')).toBe(true)
    expect(pressed('AltLeft', 'ControlRight')).toBe(true)
  })
  test('a combination with another key does not, nor does AltGr, nor one of them alone', () => {
    expect(pressed('ControlLeft', 'AltLeft', 'Delete')).toBe(false)
    expect(pressed('ControlLeft', 'AltRight')).toBe(false)
    expect(pressed('AltLeft')).toBe(false)
    expect(pressed('KeyA')).toBe(false)
  })
  test('only when all are let go, and what went before is forgotten', () => {
    const keys = leaveKeys()
    keys.down('KeyA')
    keys.forget()
    keys.down('ControlLeft')
    keys.down('AltLeft')
    expect(keys.up('ControlLeft')).toBe(false)
    expect(keys.up('AltLeft')).toBe(true)
  })
})

describe('the channel', () => {
  test('what is sent keeps its order and content, in pieces the app takes, one at a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 40 }), async (chunks) => {
        const sent: string[] = []
        let underWay = 0
        const channel = screenChannel({
          send: async (data) => {
            underWay += 1
            expect(underWay).toBe(1)
            await Promise.resolve()
            sent.push(data)
            underWay -= 1
          },
          taken: () => {},
        })
        // RFB hands over its own memory and writes into it again.
        const memory = new Uint8Array(300)
        for (const chunk of chunks) {
          memory.set(chunk)
          channel.send(memory.subarray(0, chunk.length))
          memory.fill(0)
        }
        await new Promise((resolve) => setImmediate(resolve))
        expect(Buffer.concat(sent.map((data) => Buffer.from(data, 'base64')))).toEqual(Buffer.concat(chunks))
      }),
    )
  })

  test('a long paste goes in pieces', async () => {
    const sent: string[] = []
    const channel = screenChannel({ send: async (data) => sent.push(data), taken: () => {} })
    channel.send(new Uint8Array(1_000_000).fill(7))
    await new Promise((resolve) => setImmediate(resolve))
    expect(sent.length).toBeGreaterThan(1)
    for (const data of sent) expect(data.length).toBeLessThanOrEqual(CONSOLE_PIECE)
    expect(Buffer.concat(sent.map((data) => Buffer.from(data, 'base64'))).length).toBe(1_000_000)
  })

  test('what comes is handed over as it came, and the app is told how much was taken', () => {
    const taken: number[] = []
    const seen: Buffer[] = []
    const channel = screenChannel({ send: async () => {}, taken: (bytes) => taken.push(bytes) })
    channel.onmessage = ({ data }) => seen.push(Buffer.from(data))
    const piece = Buffer.alloc(100_000, 3)
    for (let count = 0; count < 6; count += 1) channel.receive(piece.toString('base64'))
    expect(Buffer.concat(seen).equals(Buffer.alloc(600_000, 3))).toBe(true)
    expect(taken).toEqual([300_000, 600_000])
    channel.close()
    channel.receive(piece.toString('base64'))
    expect(seen).toHaveLength(6)
    expect(channel.readyState).toBe('closed')
  })
})

test('a word in a log is found whatever its case, literally, and no more often than anybody looks', () => {
  expect(placesOf('a.b A.B axb', 'a.b')).toEqual([0, 4])
  expect(placesOf('text', '')).toEqual([])
  expect(placesOf('x'.repeat(5000), 'x')).toHaveLength(1000)
})
