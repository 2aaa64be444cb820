/** Facts in, changes and actions out: the broker's account, and its password's hash. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passwordHash } from '../../provisioner/components/rabbitmq/files.ts'
import { reveal, Secret } from '../../provisioner/core/secret.ts'
import { brokerLogin } from '../../provisioner/facts/rabbitmq.ts'
import { brokerAccount } from '../../provisioner/steps/brokerAccount.ts'
import { readOf } from '../support/components.ts'

const account = { host: '10.83.0.11', port: 5672, user: 'openstack', password: new Secret('correct horse') }
const step = brokerAccount({
  id: 'rabbitmq/account@m1',
  machine: 'm1',
  account,
  definitions: '/etc/rabbitmq/definitions.json',
  explains: 'for a test',
})
const answered = (answer: string) => readOf(step.reads, { 'broker-logins': { stdout: JSON.stringify([answer]) } })

describe('the account of the broker', () => {
  test('accepted: nothing to do', () => {
    expect(step.check(answered('accepted'))).toEqual({ state: 'ok' })
  })

  test.each([
    ['refused', 'update', 'the broker refuses it'],
    ['silent', 'create', 'nothing answers on 10.83.0.11:5672'],
  ])('%s: the definitions are loaded again', (answer, operation, summary) => {
    const subject = 'account openstack of the message broker'
    expect(step.check(answered(answer))).toEqual({
      state: 'change',
      changes: [{ kind: 'user', operation, subject, summary }],
    })
    const [action] = step.actions(answered(answer))
    expect(action).toMatchObject({ kind: 'run' })
    expect(action?.kind === 'run' && action.command.script).toContain(
      'rabbitmqctl --quiet import_definitions /etc/rabbitmq/definitions.json',
    )
  })

  test('the password travels by standard input only', () => {
    const fact = brokerLogin(account)
    const command = fact.subject.command([fact.question as never])
    expect(command.script).not.toContain('correct horse')
    expect(String(command.input)).not.toContain('correct horse')
    expect(JSON.stringify(step)).not.toContain('correct horse')
  })
})

describe("RabbitMQ's password hash", () => {
  test('is salt and SHA-256 of salt and password, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hash = reveal(passwordHash(new Secret(text)))
        expect(hash).toBe(reveal(passwordHash(new Secret(text))))
        const bytes = Buffer.from(hash, 'base64')
        const salted = createHash('sha256').update(bytes.subarray(0, 4)).update(Buffer.from(text, 'utf8')).digest()
        expect(bytes.subarray(4)).toEqual(salted)
      }),
    )
  })

  test('differs in its salt from password to password', () => {
    const salts = ['a', 'b', 'c'].map((text) => reveal(passwordHash(new Secret(text))).slice(0, 5))
    expect(new Set(salts).size).toBe(3)
  })
})
