/** Reading a file of an instance that says nothing: it ends when it is stopped, also where that was before it began. */
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { readGuestFile } from '../../../provisioner/adapters/guestFile.ts'
import { newKeyPair } from '../../../provisioner/engine/newKeyPair.ts'

const { privateKey } = newKeyPair('mine')
const WANTED = { host: '10.0.0.5', user: 'debian', path: '/etc/kubeconfig', hostKeys: [], privateKey }
const STOPPED = '/etc/kubeconfig of debian@10.0.0.5 could not be read: it was stopped.'

test('stopped before it began or after, it ends at once and closes what it was given', async () => {
  const before = new PassThrough()
  await expect(readGuestFile(before, { ...WANTED, signal: AbortSignal.abort() })).rejects.toThrow(STOPPED)
  expect(before.destroyed).toBe(true)
  const during = new PassThrough()
  const stop = new AbortController()
  const reading = readGuestFile(during, { ...WANTED, signal: stop.signal })
  stop.abort()
  await expect(reading).rejects.toThrow(STOPPED)
  expect(during.destroyed).toBe(true)
})
