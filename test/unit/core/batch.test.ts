import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchCommand, batchResults } from '../../../provisioner/core/batch.ts'
import { sh, withInput } from '../../../provisioner/core/command.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'

function runBatch(commands: Parameters<typeof batchCommand>[0]) {
  const command = batchCommand(commands)
  const input = command.input instanceof Secret ? reveal(command.input) : ''
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command.script], { input, encoding: 'utf8' })
  return batchResults({ status: status ?? 1, stdout, stderr })
}

describe('a batch', () => {
  test('gives each command its own output, errors and status', () => {
    const results = runBatch([
      { name: 'one', command: sh`echo out; echo bad >&2; exit 3` },
      { name: 'two', command: sh`cat` },
      { name: 'three', command: withInput(sh`cat`, 'given') },
    ])
    expect(results.get('one')).toEqual({ status: 3, stdout: 'out\n', stderr: 'bad\n' })
    expect(results.get('two')).toEqual({ status: 0, stdout: '', stderr: '' })
    expect(results.get('three')?.stdout).toBe('given\n')
  })

  test('carries any input, secret or not, to the command it belongs to', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 }).map((raw) => raw.toWellFormed().replaceAll('\0', ''))
    fc.assert(
      fc.property(text, (input) => {
        const results = runBatch([{ name: 'echo', command: withInput(sh`cat`, new Secret(input)) }])
        expect(results.get('echo')?.stdout).toBe(`${input}\n`)
      }),
      { numRuns: 100 },
    )
  })

  test('leaves out a command whose end was never seen', () => {
    const results = batchResults({ status: 1, stdout: '\n\u0001stackstead start one\nhalf', stderr: '' })
    expect(results.has('one')).toBe(false)
  })
})
