/** The one door of the app: names, inputs and errors. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppRoom, openAppRoom } from '../../support/appRoom.ts'

describe('calls to the app', () => {
  let room: AppRoom
  beforeAll(async () => {
    room = await openAppRoom()
  })
  afterAll(() => room[Symbol.asyncDispose]())

  it('answer no name that is not in the contract', async () => {
    for (const name of ['', 'clouds', 'toString', '__proto__', 'constructor', 'clouds.list\n', 'hasOwnProperty']) {
      expect(await room.app.call(name, {})).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
      const told: unknown[] = []
      room.app.listen(name, {}, (event) => told.push(event))()
      expect(told).toMatchObject([{ ok: false, error: { code: 'invalid-input' } }])
    }
  })

  it('say which field is wrong, and never repeat what was typed', async () => {
    const secret = 'hunter2\n'
    const reply = await room.app.call('machines.add', {
      cloud: '../etc',
      machines: [{ name: 'A B', address: '' }],
      credentials: { password: [secret] },
      more: 1,
    })
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
    const { message } = (reply as { error: { message: string } }).error
    for (const field of ['cloud:', 'machines.0.name:', 'machines.0.address:', 'credentials.password:'])
      expect(message).toContain(field)
    expect(message).not.toContain('hunter2')
    expect(await room.app.call('clouds.list', undefined)).toMatchObject({ ok: false })
    expect(await room.app.call('clouds.list', { a: 1 })).toMatchObject({ ok: false })
  })

  it('give errors of streams to the listener, and nothing after it has left', async () => {
    const error = await new Promise((resolve) => room.app.listen('clouds.text', { cloud: 'nowhere' }, resolve))
    expect(error).toMatchObject({ ok: false, error: { code: 'invalid-input', message: 'There is no cloud nowhere.' } })
    const events: unknown[] = []
    const stop = room.app.listen('clouds.follow', {}, (event) => events.push(event))
    expect(events).toEqual([{ ok: true, value: [] }])
    stop()
    await room.ask('clouds.create', { name: 'home' })
    expect(events).toHaveLength(1)
  })
})
