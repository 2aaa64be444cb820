/** What a machine's form takes: the contract's rules, each with the sentence a person needs, and what it becomes. Pure. */
import { z } from 'zod'
import type { NewMachine } from '../../../electron/contract/index.ts'
import { machineName } from '../../../electron/contract/names.ts'
import { readLogin } from './machineName.ts'

export type Login = 'agent' | 'key' | 'password'

export interface MachineFields {
  readonly name: string
  readonly address: string
  readonly user: string
  readonly port: string
  readonly jump: string
  readonly login: Login
  readonly key: string
  readonly passphrase: string
  readonly password: string
  readonly sudoPassword: string
  /** Kept credentials are to be forgotten; only where some are kept. */
  readonly forget: boolean
}

export const EMPTY: MachineFields = {
  name: '',
  address: '',
  user: '',
  port: '',
  jump: '',
  login: 'agent',
  key: '',
  passphrase: '',
  password: '',
  sudoPassword: '',
  forget: false,
}

const HOST = /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/
const USER = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/

/** A whole login is one too: the form puts its user and port into their fields before it is sent. */
const address = z
  .string()
  .trim()
  .min(1, 'Type the address or host name that ssh connects to.')
  .refine(
    (text) => !readLogin(text).address.includes(':'),
    'IPv6 comes in a later release. Write an IPv4 address or a host name.',
  )
  .refine(
    (text) => isHost(readLogin(text).address),
    'Write an IPv4 address or a host name, like 192.168.1.20 or nas.home.lan.',
  )

/** @param taken names of the other machines */
export function machineSchema(taken: readonly string[]) {
  return z
    .object({
      name: z
        .string()
        .min(1, 'Give the machine a name; it becomes its hostname.')
        .pipe(machineName)
        .refine((name) => name !== 'localhost', 'localhost is the name every machine gives itself. Choose another.')
        .refine((name) => !/^\d+$/.test(name), 'A name of digits only reads like an address. Add a letter.')
        .refine((name) => !taken.includes(name), 'Another machine has this name. Choose another.'),
      address,
      user: optional((text) => USER.test(text), 'Write a login name, like debian or root.'),
      port: optional(isPort, 'From 1 to 65535.'),
      jump: optional(isJump, 'Write the jump host as user@host:port; user and port may be left out.'),
      login: z.enum(['agent', 'key', 'password']),
      key: z.string(),
      passphrase: z.string(),
      password: z.string(),
      sudoPassword: z.string(),
      forget: z.boolean(),
    })
    .superRefine(({ login, key }, context) => {
      if (login === 'key' && key.trim() === '')
        context.addIssue({
          code: 'custom',
          path: ['key'],
          message: 'Type where the private key is, like ~/.ssh/id_ed25519.',
        })
    })
}

/** Without what was left empty: that comes from ~/.ssh/config and ssh's own defaults. */
export function newMachine(fields: MachineFields): NewMachine {
  const [user, port, jump, key] = [fields.user.trim(), fields.port.trim(), fields.jump.trim(), fields.key.trim()]
  return {
    name: fields.name,
    address: fields.address.trim(),
    ...(user === '' ? {} : { user }),
    ...(port === '' ? {} : { port: Number(port) }),
    ...(jump === '' ? {} : { jump }),
    ...(fields.login === 'key' && key !== '' ? { key } : {}),
  }
}

export interface Credentials {
  readonly password?: string
  readonly sudoPassword?: string
  readonly passphrase?: string
}

/** Only what was typed; with `forget`, an empty text for each kind, which forgets it. */
export function credentialsOf(fields: Omit<MachineFields, 'name' | 'address'>): Credentials | undefined {
  const given: Credentials = {
    ...(fields.forget ? { password: '', sudoPassword: '', passphrase: '' } : {}),
    ...(fields.login === 'password' && fields.password !== '' ? { password: fields.password } : {}),
    ...(fields.login === 'key' && fields.passphrase !== '' ? { passphrase: fields.passphrase } : {}),
    ...(fields.sudoPassword === '' ? {} : { sudoPassword: fields.sudoPassword }),
  }
  return Object.keys(given).length === 0 ? undefined : given
}

function optional(fits: (text: string) => boolean, message: string) {
  return z
    .string()
    .trim()
    .refine((text) => text === '' || fits(text), message)
}

function isHost(text: string): boolean {
  if (/^[\d.]+$/.test(text)) return isIpv4(text)
  return text.length <= 253 && HOST.test(text)
}

function isIpv4(text: string): boolean {
  const parts = text.split('.')
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535
}

function isJump(text: string): boolean {
  const match = /^(?:([^@]+)@)?([^@:]+)(?::(\d+))?$/.exec(text)
  if (match === null) return false
  const [, user, name = '', port] = match
  return isHost(name) && (user === undefined || USER.test(user)) && (port === undefined || isPort(port))
}

/** A list names its machines elsewhere: of the form only the login counts. */
export const listSchema: z.ZodType<unknown, MachineFields> = z.object({
  name: z.string(),
  address: z.string(),
  user: z.string(),
  port: z.string(),
  jump: z.string(),
  login: z.enum(['agent', 'key', 'password']),
  key: z.string(),
  passphrase: z.string(),
  password: z.string(),
  sudoPassword: z.string(),
  forget: z.boolean(),
})
