/** Tests of a cloud's secrets. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { makeSecrets } from '../../../provisioner/config/secrets.ts'
import { reveal } from '../../../provisioner/core/secret.ts'

describe('secrets', () => {
  it('are made once, of letters and digits, and kept', () => {
    const store = makeSecrets({})
    expect(store.isNew()).toBe(false)
    const first = store.secrets.get('keystone/admin')
    expect(reveal(first)).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(store.secrets.get('keystone/admin')).toBe(first)
    expect(store.isNew()).toBe(true)
    const again = makeSecrets(store.record())
    expect(reveal(again.secrets.get('keystone/admin'))).toBe(reveal(first))
    expect(again.isNew()).toBe(false)
  })

  it('differ from each other and use the whole alphabet', () => {
    const { secrets } = makeSecrets({})
    const texts = Array.from({ length: 200 }, (_, i) => reveal(secrets.get(`s${i}`)))
    expect(new Set(texts).size).toBe(200)
    expect(new Set(texts.join('')).size).toBe(62)
  })

  it('keep what a person chose, whatever it holds', () => {
    const hostile = `a'b"c$(d)\n%e☃`
    const { secrets, record } = makeSecrets({ 'mariadb/root': hostile })
    expect(reveal(secrets.get('mariadb/root'))).toBe(hostile)
    expect(record()).toEqual({ 'mariadb/root': hostile })
  })

  it('never print', () => {
    const store = makeSecrets({ a: 'canary-1' })
    expect(
      inspect(store.secrets.get('a')) + JSON.stringify(store.secrets.get('a')) + String(store.secrets.get('a')),
    ).not.toContain('canary')
  })
})
