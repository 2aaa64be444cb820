/** Magic packets as they arrive. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { magicPacket, wakeOnLan } from '../../../provisioner/adapters/wakeOnLan.ts'

test('each card gets one packet that a card would wake up from', async () => {
  const listener = createSocket('udp4')
  listener.bind(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address()
  const arrived: Buffer[] = []
  const both = new Promise<void>((resolve) => {
    listener.on('message', (packet) => {
      arrived.push(packet)
      if (arrived.length === 2) resolve()
    })
  })
  const macs = ['52:54:00:3D:63:f8', '52:54:00:3d:63:f8', '00:00:00:00:00:00', 'hello', '', '52:54:00:00:00:02']
  expect(await wakeOnLan(macs, [{ address: '127.0.0.1', port }])).toBe(2)
  await both
  listener.close()
  const hex = arrived.map((packet) => packet.toString('hex')).sort()
  expect(hex).toEqual(['525400000002', '5254003d63f8'].map((mac) => 'f'.repeat(12) + mac.repeat(16)))
})

test('a network that cannot be reached does not count, and every network of this computer may be asked', async () => {
  expect(await wakeOnLan(['52:54:00:00:00:02'], [{ address: '256.1.1.1.invalid', port: 9 }])).toBe(0)
  expect(magicPacket('52:54:00:00:00:02')).toHaveLength(102)
  expect(magicPacket('52-54-00-00-00-02')).toBeUndefined()
})
