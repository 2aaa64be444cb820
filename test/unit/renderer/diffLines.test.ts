/** Diffs as lines with numbers, configuration lines as words. */
import { createTwoFilesPatch } from 'diff'
import { expect, test } from 'vitest'
import { configTokens, diffLines, diffSize } from '../../../renderer/features/plan/diffLines.ts'

const before = '[DEFAULT]\ndebug = false\nkeep = 1\n--- not a head\n'
const after = '[DEFAULT]\ndebug = true\nkeep = 1\n--- not a head\nmore = 2\n'

test('lines know where they are and where they will be', () => {
  const lines = diffLines(createTwoFilesPatch('/etc/a', '/etc/a', before, after))
  expect(lines).toEqual([
    { kind: 'skip', text: '@@ -1,4 +1,5 @@' },
    { kind: 'same', before: 1, after: 1, text: '[DEFAULT]' },
    { kind: 'removed', before: 2, text: 'debug = false' },
    { kind: 'added', after: 2, text: 'debug = true' },
    { kind: 'same', before: 3, after: 3, text: 'keep = 1' },
    { kind: 'same', before: 4, after: 4, text: '--- not a head' },
    { kind: 'added', after: 5, text: 'more = 2' },
  ])
  expect(diffSize(lines)).toEqual({ added: 2, removed: 1 })
})

test('a removed line that begins with dashes is no file name', () => {
  const lines = diffLines('--- a\n+++ b\n@@ -7 +7 @@\n--- old\n+++ new\n\\ No newline at end of file\n')
  expect(lines.slice(1)).toEqual([
    { kind: 'removed', before: 7, text: '-- old' },
    { kind: 'added', after: 7, text: '++ new' },
    { kind: 'skip', text: 'No newline at end of file' },
  ])
})

test('a diff of masked values only has no lines', () => {
  expect(diffLines('--- a\n+++ b\n')).toEqual([])
})

test('words of a configuration line', () => {
  expect(configTokens('# why')).toEqual([{ kind: 'comment', text: '# why' }])
  expect(configTokens('[api]')).toEqual([{ kind: 'section', text: '[api]' }])
  expect(configTokens('password = ••••;x')).toEqual([
    { kind: 'key', text: 'password' },
    { kind: 'plain', text: ' = ' },
    { kind: 'mask', text: '••••' },
    { kind: 'plain', text: ';x' },
  ])
  expect(configTokens('::1 localhost')).toEqual([{ kind: 'plain', text: '::1 localhost' }])
  expect(configTokens('ff02::2 ip6-allrouters')).toEqual([{ kind: 'plain', text: 'ff02::2 ip6-allrouters' }])
})

test('no text of a line is lost', () => {
  for (const line of ['a = b', 'a: b ••• c ••••', '  key=v', 'plain words', ''])
    expect(
      configTokens(line)
        .map(({ text }) => text)
        .join(''),
    ).toBe(line)
})
