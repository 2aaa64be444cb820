/** Which open questions one answer is for. */
import { expect, it } from 'vitest'
import type { Question } from '../../../electron/contract/index.ts'
import { together } from '../../../renderer/app/questions/together.ts'

let ids = 0
const at = (machine: string) => ({ id: String(++ids), cloud: 'home', machine })
const key = (machine: string): Question => ({
  ...at(machine),
  ...{
    kind: 'host-key',
    host: machine,
    port: 22,
    keyType: 'ssh-ed25519',
    fingerprint: 'SHA256:x',
    command: 'ssh-keygen',
  },
})
const password = (machine: string, more: object = {}): Question => ({
  ...at(machine),
  ...{ kind: 'password', purpose: 'sudo', user: 'me', host: machine },
  ...more,
})
const passphrase = (machine: string, path: string, more: object = {}): Question => ({
  ...at(machine),
  ...{ kind: 'passphrase', path },
  ...more,
})

it('is all new keys, whatever else is asked', () => {
  const [a, b, other] = [key('a'), key('b'), password('c')]
  expect(together(a, [a, other, b])).toEqual([a, b])
})

it('is passwords of the same login for the same purpose in the same cloud', () => {
  const first = password('a')
  const strangers = [
    password('b', { purpose: 'login' }),
    password('c', { user: 'root' }),
    password('d', { cloud: 'work' }),
    password('e', { chosen: true }),
    key('f'),
  ]
  const alike = password('g')
  expect(together(first, [...strangers, first, alike])).toEqual([first, alike])
  const chosen = password('h', { chosen: true })
  expect(together(chosen, [chosen, first, password('i', { chosen: true })])).toEqual([chosen])
})

it('is the passphrase of one key file, and what is used once apart from what may be kept', () => {
  const first = passphrase('a', '/k')
  const alike = passphrase('b', '/k')
  expect(together(first, [first, passphrase('c', '/other'), passphrase('d', '/k', { once: true }), alike])).toEqual([
    first,
    alike,
  ])
})
