import { describe, expect, it } from 'vitest'
import { newMachine as contract } from '../../../electron/contract/machines.ts'
import {
  credentialsOf,
  EMPTY,
  type MachineFields,
  machineSchema,
  newMachine,
} from '../../../renderer/features/machines/machineFields.ts'
import { nameFromAddress, readLogin } from '../../../renderer/features/machines/machineName.ts'
import { fieldErrors } from '../../../renderer/ui/formErrors.ts'

describe('the name from the address', () => {
  it.each([
    ['nas.home.lan', 'nas'],
    ['192.168.1.20', 'node-20'],
    ['Old_Desktop', 'old-desktop'],
    ['7.example.org', 'node-7'],
    ['-x-.lan', 'x'],
    ['', ''],
    ['...', ''],
  ])('of %j is %j', (address, name) => {
    expect(nameFromAddress(address)).toBe(name)
  })

  it('takes a number where it is taken', () => {
    expect(nameFromAddress('nas.lan', ['nas', 'nas-2'])).toBe('nas-3')
  })
})

describe('a login pasted as an address', () => {
  it.each([
    ['root@10.0.0.5:2222', { address: '10.0.0.5', user: 'root', port: '2222' }],
    ['ssh debian@nas.lan -p 2200', { address: 'nas.lan', user: 'debian', port: '2200' }],
    ['ssh://admin@gate:22', { address: 'gate', user: 'admin', port: '22' }],
    ['192.168.1.20', { address: '192.168.1.20' }],
    ['ssh-gate', { address: 'ssh-gate' }],
    ['fe80::1', { address: 'fe80::1' }],
  ])('%j', (typed, login) => {
    expect(readLogin(typed)).toEqual(login)
  })
})

describe('the form of a machine', () => {
  const fields = (given: Partial<MachineFields>): MachineFields => ({
    ...EMPTY,
    name: 'nas',
    address: 'nas.lan',
    ...given,
  })
  const errors = (given: Partial<MachineFields>) => fieldErrors(machineSchema(['taken']), fields(given))

  it.each(['root@10.0.0.5:2222', 'ssh debian@nas.lan -p 2200'])('takes %j where the address belongs', (address) => {
    expect(machineSchema([]).safeParse(fields({ address })).success).toBe(true)
  })

  it('is fine with name and address', () => {
    expect(errors({})).toEqual({})
  })

  it.each([
    ['name', { name: '' }],
    ['name', { name: 'Nas' }],
    ['name', { name: 'taken' }],
    ['name', { name: '42' }],
    ['name', { name: 'localhost' }],
    ['address', { address: ' ' }],
    ['address', { address: '192.168.1.300' }],
    ['address', { address: '192.168.1' }],
    ['address', { address: 'fe80::1' }],
    ['address', { address: '-oProxyCommand=x' }],
    ['user', { user: 'two words' }],
    ['port', { port: '0' }],
    ['port', { port: '65536' }],
    ['port', { port: 'ssh' }],
    ['jump', { jump: 'user@host:99999' }],
    ['jump', { jump: '@host' }],
    ['key', { login: 'key', key: ' ' }],
  ] as const)('complains beside %s about %j, and only there', (field, given) => {
    const found = errors(given)
    expect(Object.keys(found)).toEqual([field])
    expect(found[field]).toMatch(/\.$/)
  })

  it('becomes what the contract takes, without what was left empty', () => {
    const entry = newMachine(fields({ port: '2222', user: 'debian', login: 'key', key: '~/.ssh/rack', jump: 'gate' }))
    expect(contract.parse(entry)).toEqual({
      name: 'nas',
      address: 'nas.lan',
      user: 'debian',
      port: 2222,
      key: '~/.ssh/rack',
      jump: 'gate',
    })
    expect(newMachine(fields({}))).toEqual({ name: 'nas', address: 'nas.lan' })
  })

  it('sends only the credentials of the chosen way', () => {
    expect(credentialsOf(fields({}))).toBeUndefined()
    expect(credentialsOf(fields({ login: 'agent', password: 'left over' }))).toBeUndefined()
    expect(credentialsOf(fields({ login: 'password', password: 'a', sudoPassword: 'b' }))).toEqual({
      password: 'a',
      sudoPassword: 'b',
    })
    expect(credentialsOf(fields({ forget: true, sudoPassword: 'new' }))).toEqual({
      password: '',
      passphrase: '',
      sudoPassword: 'new',
    })
  })
})
