import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bridge, CloudText, Reply } from '../../../electron/contract/index.ts'
import { cloudSession } from '../../../renderer/features/design/text/cloudSession.ts'

/** An app with one file: it answers like the real one, later than asked. */
function app(first: string) {
  let file: CloudText = { text: first, revision: '1' }
  let tell: ((event: Reply<CloudText>) => void) | undefined
  const writes: string[] = []
  const becomes = (text: string): void => {
    file = { text, revision: String(Number(file.revision) + 1) }
    tell?.({ ok: true, value: file })
  }
  const answers: Record<string, (input: never) => Reply<unknown>> = {
    'clouds.read': () => ({ ok: true, value: file }),
    'clouds.write': ({ text, revision }: { text: string; revision: string }) => {
      if (revision !== file.revision)
        return { ok: false, error: { code: 'changed-elsewhere', message: 'cloud.yaml was changed elsewhere.' } }
      writes.push(text)
      becomes(text)
      return { ok: true, value: file }
    },
    'design.read': ({ text }: { text: string }) => ({ ok: true, value: { of: text } }),
    'design.edit': ({ text, edits }: { text: string; edits: readonly unknown[] }) =>
      text.includes('broken')
        ? { ok: false, error: { code: 'invalid-input', message: 'That is no YAML.' } }
        : { ok: true, value: { text: `${text}+${edits.length}`, design: { of: `${text}+${edits.length}` } } },
  }
  const bridge = {
    call: async (name: string, input: never) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return answers[name]?.(input)
    },
    listen: (_name: string, _input: unknown, onEvent: (event: Reply<CloudText>) => void) => {
      tell = onEvent
      onEvent({ ok: true, value: file })
      return () => {
        tell = undefined
      }
    },
  } as unknown as Pick<Bridge, 'call' | 'listen'>
  return { bridge, writes, becomes, file: () => file }
}

const roles = [{ kind: 'roles' as const, machine: 'node-1', roles: ['compute'] }]

describe('the text of a cloud', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('saves by itself, once, after the last key', async () => {
    const { bridge, writes } = app('a')
    const session = cloudSession('home', bridge)
    session.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(20)
    session.type('ab')
    session.type('abc')
    expect(session.get().saving).toBe('waiting')
    await vi.advanceTimersByTimeAsync(2000)
    expect(writes).toEqual(['abc'])
    expect(session.get().saving).toBe('saved')
    expect(session.get().design).toEqual({ of: 'abc' })
  })

  test('writes what was typed while it was saving', async () => {
    const { bridge, writes } = app('a')
    const session = cloudSession('home', bridge)
    session.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(20)
    session.type('ab')
    await vi.advanceTimersByTimeAsync(501)
    session.type('abc')
    await vi.advanceTimersByTimeAsync(2000)
    expect(writes).toEqual(['ab', 'abc'])
    expect(session.get()).toMatchObject({ text: 'abc', saving: 'saved', theirs: undefined })
  })

  test('takes over what somebody else wrote when there is nothing of its own', async () => {
    const { bridge, becomes } = app('a')
    const session = cloudSession('home', bridge)
    session.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(20)
    becomes('theirs')
    expect(session.get()).toMatchObject({ text: 'theirs', theirs: undefined })
    session.undo()
    expect(session.get().text).toBe('a')
  })

  test('writes over nobody: both ways are offered, and each can be undone', async () => {
    const { bridge, becomes, file } = app('a')
    const session = cloudSession('home', bridge)
    session.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(20)
    session.type('mine')
    becomes('theirs')
    await vi.advanceTimersByTimeAsync(2000)
    expect(session.get()).toMatchObject({ text: 'mine', saving: 'conflict', theirs: { text: 'theirs' } })
    expect(file().text).toBe('theirs')
    session.takeTheirs()
    expect(session.get()).toMatchObject({ text: 'theirs', theirs: undefined })
    session.undo()
    await vi.advanceTimersByTimeAsync(2000)
    expect(file().text).toBe('mine')

    session.type('mine again')
    becomes('theirs again')
    const kept = session.keepMine()
    await vi.advanceTimersByTimeAsync(2000)
    await kept
    expect(file().text).toBe('mine again')
    expect(session.get().saving).toBe('saved')
  })

  test('makes an edit on what was typed while it was on its way', async () => {
    const { bridge } = app('a')
    const session = cloudSession('home', bridge)
    session.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(20)
    const done = session.edit(roles, 'Give compute to node-1')
    session.type('ab')
    await vi.advanceTimersByTimeAsync(2000)
    expect(await done).toBe(true)
    expect(session.get()).toMatchObject({ text: 'ab+1', undo: 'Give compute to node-1', design: { of: 'ab+1' } })
  })

  test('says why an edit could not be made and leaves the text alone', async () => {
    const { bridge } = app('broken')
    const session = cloudSession('home', bridge)
    session.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(20)
    const done = session.edit(roles, 'Give compute to node-1')
    await vi.advanceTimersByTimeAsync(100)
    expect(await done).toBe(false)
    expect(session.get()).toMatchObject({ text: 'broken', error: { message: 'That is no YAML.' } })
  })

  test('saves at once when the last screen is left', async () => {
    const { bridge, writes } = app('a')
    const session = cloudSession('home', bridge)
    const leave = session.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(20)
    session.type('ab')
    leave()
    await vi.advanceTimersByTimeAsync(10)
    expect(writes).toEqual(['ab'])
  })
})
