/** Names in /etc/hosts: the scripts of there and back, on files as people have them. */
import { rmSync, symlinkSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { planOf } from '../../../provisioner/components/registry.ts'
import { stepsOf } from '../../../provisioner/core/plan.ts'
import { hostsBlock } from '../../../provisioner/steps/hostsBlock.ts'
import { cloudOf, contextOf } from '../../support/components.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

const BLOCK = '10.83.0.11\tm1\n10.83.0.12\tm2'
const step = (block: string) =>
  hostsBlock({ id: 'base/hosts@m1', title: 'Name the machines', machine: 'm1', explains: 'for a test', block })

function machine(hosts: string): StandInMachine {
  const made = new StandInMachine()
  made.write('/hosts', hosts)
  return made
}

/** Applies the block ('' takes it away), and sees that nothing is left to do. */
function applied(one: StandInMachine, block: string): string {
  const wanted = step(block)
  if (wanted.check(one.facts(wanted.reads)).state === 'change') one.apply(wanted.actions(one.facts(wanted.reads)))
  expect(wanted.check(one.facts(wanted.reads))).toEqual({ state: 'ok' })
  return one.read('/hosts') ?? ''
}

const framed = (...lines: string[]): string => ['# stackstead begin', ...lines, '# stackstead end', ''].join('\n')
const DEBIAN = '127.0.0.1\tlocalhost\n127.0.1.1\tm1\n\n# IPv6\n::1     localhost ip6-localhost\n'

describe('a file', () => {
  test.each([
    ['as Debian writes it', DEBIAN, [], DEBIAN.replace('127.0.1.1\tm1', '#stackstead# 127.0.1.1\tm1')],
    ['that is empty', '', [], ''],
    [
      'with entries of the person, one of them right',
      '192.168.1.5 nas\n10.83.0.11 m1 controller # mine\n',
      [],
      '192.168.1.5 nas\n10.83.0.11 m1 controller # mine\n',
    ],
    [
      'with other names beside ours, in whatever case',
      ' 127.0.1.1  M1.Example.org\tM1 # by the installer\nfe80::1 m2\n',
      ['127.0.1.1\tM1.Example.org'],
      '#stackstead#  127.0.1.1  M1.Example.org\tM1 # by the installer\n#stackstead# fe80::1 m2\n',
    ],
    ['with names in comments', '# 127.0.1.1 m1\n1.2.3.4 x # m1\n', [], '# 127.0.1.1 m1\n1.2.3.4 x # m1\n'],
    ['with an end that has no begin', '# stackstead end\n1.2.3.4 x\n', [], '# stackstead end\n1.2.3.4 x\n'],
  ])('%s', (_what, before, moved, others) => {
    using one = machine(before)
    expect(applied(one, BLOCK)).toBe(framed(...BLOCK.split('\n'), ...moved) + others)
    expect(applied(one, '')).toBe(before)
  })

  test('keeps what is written into it later; the block changes in place', () => {
    using one = machine(DEBIAN)
    one.write('/hosts', `${applied(one, BLOCK)}10.0.0.9 printer\n`)
    expect(applied(one, '10.83.0.99\tm1')).toBe(
      `${framed('10.83.0.99\tm1')}${DEBIAN.replace('127.0.1.1', '#stackstead# 127.0.1.1')}10.0.0.9 printer\n`,
    )
    expect(applied(one, '')).toBe(`${DEBIAN}10.0.0.9 printer\n`)
  })

  test('with a block whose end was deleted loses no line', () => {
    using one = machine(`1.2.3.4 a\n# stackstead begin\n10.83.0.50\tm1\n1.2.3.5 b\n`)
    expect(applied(one, BLOCK)).toBe(
      `${framed(...BLOCK.split('\n'))}1.2.3.4 a\n#stackstead# 10.83.0.50\tm1\n1.2.3.5 b\n`,
    )
  })

  test('keeps bytes that are no text, its mode, and any length', () => {
    using one = machine('')
    const lines = Array.from({ length: 20_000 }, (_, index) => `0.0.0.0 ads-${index}.example.org`).join('\n')
    const before = Buffer.concat([Buffer.from([0x23, 0xe4, 0xff, 0x80, 0x0a]), Buffer.from(`${lines}\n`)])
    one.writeBytes('/hosts', before)
    one.run({ script: 'chmod 604 hosts' })
    applied(one, BLOCK)
    expect(one.run({ script: 'stat -c %a hosts; tail -n 1 hosts; ls' }).stdout).toMatch(
      /^604\n0\.0\.0\.0 ads-19999\.example\.org\n(?!.*hosts\.stackstead)/s,
    )
    applied(one, '')
    expect(one.readBytes('/hosts')).toEqual(before)
  })

  test('that is a link stays one', () => {
    using one = machine('')
    one.write('/elsewhere', '1.2.3.4 a\n')
    rmSync(one.path('/hosts'))
    symlinkSync('elsewhere', one.path('/hosts'))
    applied(one, BLOCK)
    expect(one.read('/elsewhere')).toContain('m2')
    expect(one.run({ script: 'readlink hosts' }).stdout).toBe('elsewhere\n')
  })

  test('that is not there is made', () => {
    using one = machine('')
    one.run({ script: 'rm hosts' })
    expect(applied(one, BLOCK)).toBe(framed(...BLOCK.split('\n')))
  })

  test('stays as it was on a full disk', () => {
    using one = machine(DEBIAN)
    one.program('sync', 'exit 1')
    const wanted = step(BLOCK)
    expect(() => one.apply(wanted.actions(one.facts(wanted.reads)))).toThrow('status 1')
    expect(one.read('/hosts')).toBe(DEBIAN)
    expect(one.run({ script: 'ls' }).stdout).not.toContain('stackstead')
  })

  test('whatever a person has written comes back, and no word of it is run', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'm1',
        'm2',
        'M1',
        '127.0.1.1',
        '10.83.0.11',
        '#',
        '$(touch hit)',
        '`touch hit`',
        "'",
        '"',
        '\\1',
        '&',
      ),
      fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 8 }).filter((text) => !/[\0\n]/.test(text)),
    )
    const line = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        fc.pre(!lines.some((text) => /^#\s*stackstead/.test(text)))
        const before = lines.map((text) => `${text}\n`).join('')
        using one = machine(before)
        const after = applied(one, BLOCK)
        expect(after.startsWith(`# stackstead begin\n${BLOCK}\n`)).toBe(true)
        expect(applied(one, '')).toBe(before)
        expect(one.read('/hit')).toBeUndefined()
      }),
      { numRuns: 15 },
    )
  })
})

test('the preview shows what changes, and no password a comment holds', () => {
  using one = machine(`# password = Zz-1\n${DEBIAN}`)
  const wanted = step(BLOCK)
  const verdict = wanted.check(one.facts(wanted.reads))
  const diff = verdict.state === 'change' ? (verdict.changes[0]?.diff ?? '') : ''
  expect(diff).toContain('+10.83.0.11\tm1\n')
  expect(diff).toContain('-127.0.1.1\tm1\n+#stackstead# 127.0.1.1\tm1\n')
  expect(diff).not.toContain('Zz-1')
})

test('the whole plan names every machine on each', () => {
  const [first] = stepsOf(planOf(contextOf(cloudOf('controller-and-computes', 3)))).filter(
    (one) => one.id === 'base/hosts@m1',
  )
  using one = machine(DEBIAN)
  one.apply(first?.actions(one.facts(first.reads)) ?? [])
  expect(one.read('/hosts')).toBe(
    `${framed(
      '# Kept by Stackstead until the cloud is destroyed. Write entries of your own outside this block: they stay.',
      ...['10.83.0.11\tm1', '10.83.0.12\tm2', '10.83.0.13\tm3'],
    )}${DEBIAN.replace('127.0.1.1', '#stackstead# 127.0.1.1')}`,
  )
})
