/** Machines whose connection went away, in words; and streams that are listened to once. */
import { describe, expect, it } from 'vitest'
import type { MachineStates, Reply } from '../../../electron/contract/index.ts'
import { sharedStreams } from '../../../renderer/api/sharedStreams.ts'
import { lostWords } from '../../../renderer/app/status/lostWords.ts'
import { attemptWords } from '../../../renderer/features/machines/words.ts'

const silent = (lost?: { retryAt?: number }) => ({
  phase: 'failed' as const,
  at: 1,
  error: { code: 'unreachable' as const, message: 'x' },
  credentials: [],
  ...(lost === undefined ? {} : { lost }),
})
const words = (machines: MachineStates['machines']) => lostWords({ machines })

describe('lost machines', () => {
  it('are named where there is one, and counted where there are more', () => {
    expect(words({ a: silent({ retryAt: 2 }) })).toEqual({
      text: 'a does not answer; trying again',
      machine: 'a',
    })
    expect(words({ a: silent({ retryAt: 2 }), b: silent({ retryAt: 2 }) })).toEqual({
      text: '2 machines do not answer; trying again',
    })
    expect(words({ a: silent({}) })).toEqual({ text: 'a is back and needs you', machine: 'a' })
    expect(words({ a: silent({}), b: silent({ retryAt: 2 }) })?.text).toBe(
      'b does not answer; trying again · a is back and needs you',
    )
  })

  it('are not those that were never there', () => {
    expect(words({ a: silent(), b: { phase: 'unknown', credentials: [] } })).toBeUndefined()
    expect(lostWords(undefined)).toBeUndefined()
  })

  it('say when they are tried again', () => {
    expect(attemptWords({ retryAt: 9_500 }, 1_000)).toBe('Trying again in 9 s.')
    expect(attemptWords({ retryAt: 1_000 }, 1_000)).toBe('Trying again now.')
    expect(attemptWords({}, 1_000)).toMatch(/probe it/)
  })
})

describe('a stream that several parts of the page follow', () => {
  const follow = () => {
    const told: ((event: Reply<never>) => void)[] = []
    const left: number[] = []
    const listen = sharedStreams({
      listen: (_name, _input, onEvent) => {
        const number = told.push(onEvent as (event: Reply<never>) => void)
        return () => left.push(number)
      },
    })
    return { told, left, listen }
  }
  const event = (value: unknown): Reply<never> => ({ ok: true, value: value as never })

  it('is listened to once; who comes later hears at once what is so, and the last who leaves ends it', () => {
    const { told, left, listen } = follow()
    const [a, b]: unknown[][] = [[], []]
    const leaveA = listen('machines.follow', { cloud: 'x' }, (one) => a?.push(one))
    told[0]?.(event(1))
    const leaveB = listen('machines.follow', { cloud: 'x' }, (one) => b?.push(one))
    told[0]?.(event(2))
    expect([a, b]).toEqual([
      [event(1), event(2)],
      [event(1), event(2)],
    ])
    leaveA()
    told[0]?.(event(3))
    expect([a?.length, b?.length, left]).toEqual([2, 3, []])
    leaveB()
    leaveB()
    expect([told.length, left]).toEqual([1, [1]])
    listen('machines.follow', { cloud: 'x' }, (one) => a?.push(one))
    expect([told.length, a?.length]).toEqual([2, 2])
  })

  it('is another one for another cloud', () => {
    const { told, listen } = follow()
    listen('machines.follow', { cloud: 'x' }, () => undefined)
    listen('machines.follow', { cloud: 'y' }, () => undefined)
    expect(told).toHaveLength(2)
  })
})
