/** Passwords a person put there: whatever signs they hold, each file still says exactly them, or is refused as a whole. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Component } from '../../provisioner/components/component.ts'
import { glance } from '../../provisioner/components/glance/component.ts'
import { horizon } from '../../provisioner/components/horizon/component.ts'
import { keystone } from '../../provisioner/components/keystone/component.ts'
import { placement } from '../../provisioner/components/placement/component.ts'
import { rabbitmq } from '../../provisioner/components/rabbitmq/component.ts'
import { parseIni } from '../../provisioner/core/ini.ts'
import { Secret } from '../../provisioner/core/secret.ts'
import { cloudOf, contextOf, filesOf } from '../support/components.ts'

const cloud = cloudOf('all-in-one', 1)

function fileWith(component: Component, path: string, password: string): string {
  const context = { ...contextOf(cloud), secrets: { get: () => new Secret(password) } }
  const file = filesOf(component, context).get(`m1:${path}`)
  if (file === undefined) throw new Error(`${component.id} writes no ${path}`)
  return file.slice(file.indexOf('\n') + 1)
}

/** Signs that mean something to a shell, an INI file, SQL, a URL, YAML, Python or Liquid, and anything else printable. */
const password = fc
  .array(
    fc.oneof(fc.constantFrom(...'\'"`$%@:/?#&;|<>(){}[]\\ *!~,=+-'), fc.string({ unit: 'grapheme', maxLength: 2 })),
    {
      minLength: 1,
      maxLength: 24,
    },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '' && !/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(text))

/** oslo.config reads `$$` as a dollar. */
const value = (file: string, section: string, key: string): string | undefined =>
  parseIni(file)
    .find((entry) => entry.section === section && entry.key === key)
    ?.value.replaceAll('$$', '$')

test.each(['"quoted"', "'", '"', ' spaces ', "''", '$$', '#', '"a\'', 'x"'])(
  '%j is a service password as it is',
  (text) => {
    expect(value(fileWith(glance, '/etc/glance/glance-api.conf', text), 'keystone_authtoken', 'password')).toBe(text)
  },
)

describe('a password of any signs', () => {
  test.each([
    [glance, '/etc/glance/glance-api.conf', 'database'],
    [placement, '/etc/placement/placement.conf', 'placement_database'],
    [keystone, '/etc/keystone/keystone.conf', 'database'],
  ] as const)(
    'is in the database address of $id as it was',
    (component, path, section) => {
      fc.assert(
        fc.property(password, (text) => {
          const url = new URL(value(fileWith(component, path, text), section, 'connection') ?? '')
          expect(decodeURIComponent(url.password)).toBe(text)
          expect(url.hostname).toBe('10.83.0.11')
        }),
        { numRuns: 60 },
      )
    },
    60_000,
  )

  test('is the service password as it was', () => {
    fc.assert(
      fc.property(password, (text) => {
        const file = fileWith(glance, '/etc/glance/glance-api.conf', text)
        expect(value(file, 'keystone_authtoken', 'password')).toBe(text)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test("is one Python string in the dashboard's settings", () => {
    fc.assert(
      fc.property(password, (text) => {
        const file = fileWith(horizon, '/etc/openstack-dashboard/local_settings.d/_1000_stackstead.py', text)
        const line = /^SECRET_KEY = (.*)$/m.exec(file)?.[1] ?? ''
        expect(JSON.parse(line)).toBe(text)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test("never reaches the broker's files at all", () => {
    const text = '"}], "users": [{'
    const file = fileWith(rabbitmq, '/etc/rabbitmq/definitions.json', text)
    expect(Object.keys(JSON.parse(file))).toEqual(['users', 'vhosts', 'permissions'])
    expect(file).not.toContain(text)
  })
})

test('a line break in a password is refused, without saying the password', () => {
  for (const text of ['one\ntwo', 'one\rtwo', 'one\u2028two', 'one\u0000two']) {
    const attempt = () => fileWith(glance, '/etc/glance/glance-api.conf', text)
    expect(attempt).toThrow('holds a line break or another control character')
    expect(attempt).not.toThrow('two')
  }
})
