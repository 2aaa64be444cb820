/** Tests of every mistake a cloud.yaml can hold. */
import { describe, expect, it } from 'vitest'
import { parseCloud } from '../../../provisioner/config/parseCloud.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { altered, problemLines } from '../../support/clouds.ts'
import { MISTAKES } from './mistakes.ts'

describe('a mistake in cloud.yaml', () => {
  it.each(MISTAKES)('%s', (_name, from, to, line) => {
    const lines = problemLines(altered(from, to))
    expect(lines[0]).toMatch(line)
  })

  it('gives one line each, so that nobody corrects one mistake twice', () => {
    const several = MISTAKES.filter(([name]) => name !== 'broken YAML').map(([name, from, to]) => [
      name,
      problemLines(altered(from, to)).length,
    ])
    expect(several.filter(([, count]) => count !== 1)).toEqual([])
  })

  it('says all of them at once, in the order of the file', () => {
    const text = altered('horizon:', 'horizn:', altered('region:', 'regoin:', altered('10.84.0.0/24', '10.84.0.9/24')))
    const thrown = catching(() => parseCloud(text, 'my.yaml'))
    expect(thrown.data.code).toBe('invalid-input')
    expect(thrown.message.split('\n').map((line) => line.split(': ')[0])).toEqual([
      'my.yaml has 3 problems; nothing was changed.',
      'my.yaml:2:1',
      'my.yaml:10:23',
      'my.yaml:12:14',
    ])
  })

  it('is refused where a text would blow up or never end', () => {
    const bomb = Array.from(
      { length: 12 },
      (_, i) =>
        `k${i}: &a${i} [${
          i === 0
            ? 'x'
            : Array(9)
                .fill(`*a${i - 1}`)
                .join()
        }]`,
    )
    expect(problemLines(bomb.join('\n'))[0]).toMatch(/alias/i)
    expect(problemLines('a: &a [*a]')).not.toEqual([])
    expect(problemLines('['.repeat(100_000))).not.toEqual([])
    expect(problemLines(`a: ${'x'.repeat(1024 * 1024)}`)).toEqual([expect.stringMatching(/larger than 1 MiB/)])
  })

  it.each(['', '# nothing', '---\n', 'null'])('is told for an empty file (%j)', (text) => {
    expect(problemLines(text)).toEqual([expect.stringMatching(/^cloud.yaml:1:1: The file is empty. "stackstead init"/)])
  })

  it.each(['[]', 'just text', '5'])('is told for a file of another kind (%j)', (text) => {
    expect(problemLines(text)).toEqual([
      expect.stringMatching(/^cloud.yaml:1:1: A group of "key: value" lines is expected/),
    ])
  })
})

function catching(run: () => unknown): StacksteadError {
  try {
    run()
  } catch (error) {
    if (error instanceof StacksteadError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
