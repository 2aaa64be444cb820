import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseIni } from '../../../provisioner/core/ini.ts'
import { MASK, mask, reveal, Secret, secret } from '../../../provisioner/core/secret.ts'
import { renderTemplate, type Template } from '../../../provisioner/core/template.ts'

const template: Template<{ password: Secret; name: string }> = {
  path: 'x.conf',
  format: 'ini',
  schema: z.object({ password: z.instanceof(Secret), name: z.string() }),
}
const texts = { get: () => '[a]\npassword = {{ password | ini }}\nname = {{ name | ini }}\n' }
const hostile = fc.string({ unit: 'binary', maxLength: 40 })
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/

describe('a template', () => {
  test('never lets a value become syntax: it is refused or read back as it was', () => {
    fc.assert(
      fc.property(hostile, hostile, (password, name) => {
        const values = { password: new Secret(password), name }
        if (CONTROL.test(password) || CONTROL.test(name)) {
          expect(() => renderTemplate(template, texts, values)).toThrow('line break or another control character')
          return
        }
        const { content } = renderTemplate(template, texts, values)
        const entries = parseIni(reveal(content))
        const back = (text: string | undefined) => text?.replaceAll('$$', '$')
        expect(entries.map(({ key, value }) => [key, back(value)])).toEqual([
          ['password', password.trim()],
          ['name', name.trim()],
        ])
      }),
    )
  })

  test('shows secrets masked and makes the whole content secret', () => {
    const rendered = renderTemplate(template, texts, { password: new Secret('hunter2'), name: 'n' })
    expect(rendered.shown).toBe(`[a]\npassword = ${MASK}\nname = n\n`)
    expect(String(rendered.content)).toBe(MASK)
  })

  test('refuses a template that names a value nobody gave', () => {
    expect(() =>
      renderTemplate(template, { get: () => '{{ ghost }}' }, { password: new Secret('x'), name: 'n' }),
    ).toThrow('ghost')
  })
})

describe('a secret', () => {
  test('prints itself nowhere', () => {
    const value = secret`mysql://u:${new Secret('hunter2')}@h`
    expect(`${value} ${JSON.stringify({ value })}`).not.toContain('hunter2')
    expect(reveal(value)).toBe('mysql://u:hunter2@h')
  })

  test('is taken out of any text, also where one is part of another', () => {
    const secrets = [new Secret('abc'), new Secret('abcdef'), new Secret('')]
    expect(mask('x abcdef y abc z', secrets)).toBe(`x ${MASK} y ${MASK} z`)
  })
})
