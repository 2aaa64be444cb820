import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quote, sh, withInput } from '../../../provisioner/core/command.ts'
import { Secret } from '../../../provisioner/core/secret.ts'

/** Any text an argument can hold: no NUL, no lone surrogate (UTF-8 cannot carry it). */
const word = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.toWellFormed().replaceAll('\0', ''))

describe('sh', () => {
  test('hands every word to the program unchanged, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const { script } = sh`printf '%s\0' ${words}`
        const printed = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })
        expect(printed.split('\0').slice(0, -1)).toEqual(words)
      }),
      { numRuns: 200 },
    )
  })

  test('refuses a NUL byte', () => {
    expect(() => quote('a\0b')).toThrow(TypeError)
  })

  test('takes off common indentation and keeps commands inside as they are', () => {
    const inner = sh`echo ${'a b'}`
    expect(
      sh`
      set -e
        ${inner}`.script,
    ).toBe("set -e\n  echo 'a b'")
  })

  test('leaves a literal ${ to the shell', () => {
    const { script } = sh`x=whole; printf %s "\${x}"`
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe('whole')
  })

  test('never shows a secret input', () => {
    const command = withInput(sh`cat`, new Secret('hunter2'))
    expect(JSON.stringify(command)).not.toContain('hunter2')
  })
})
