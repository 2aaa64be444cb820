/** Programs on this computer, run for real. */
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../../provisioner/adapters/localProcess.ts'
import { Secret } from '../../../provisioner/core/secret.ts'

describe('runProgram', () => {
  test('collects what is printed, line by line as it comes, and the status', async () => {
    const lines: string[] = []
    const result = await runProgram('sh', ['-c', 'echo one; echo two >&2; printf three; exit 7'], {
      onLine: (line, stream) => lines.push(`${stream}: ${line}`),
    })
    expect(result).toEqual({ status: 7, stdout: 'one\nthree\n', stderr: 'two\n' })
    expect(lines.sort()).toEqual(['stderr: two', 'stdout: one', 'stdout: three'])
  })

  test('words reach the program as they are', async () => {
    const words = ["it's", '$(reboot)', '', 'a b', 'é\n%s']
    const { stdout } = await runProgram('printf', ['[%s]', ...words])
    expect(stdout).toBe(`${words.map((word) => `[${word}]`).join('')}\n`)
  })

  test('input may be a secret', async () => {
    expect((await runProgram('cat', [], { input: new Secret('pass word') })).stdout).toBe('pass word\n')
  })

  test('a program that ends before it has read its input is no error', async () => {
    expect((await runProgram('true', [], { input: 'x'.repeat(1_000_000) })).status).toBe(0)
  })

  test('a program that does not exist is named', async () => {
    await expect(runProgram('no-such-program', [])).rejects.toThrow(
      'This computer has no program called no-such-program.',
    )
  })

  test('is killed when its time is over, and stopped when it is no longer wanted', async () => {
    expect((await runProgram('sleep', ['20'], { timeout: 50 })).status).toBe(137)
    const stop = AbortSignal.timeout(50)
    await expect(runProgram('sleep', ['20'], { signal: stop })).rejects.toMatchObject({ data: { code: 'cancelled' } })
  })

  test('finds programs in the sbin folders', async () => {
    expect((await runProgram('ip', ['-V'])).status).toBe(0)
  })
})
