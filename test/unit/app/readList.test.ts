/** Lists of machines as people paste them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readList } from '../../../electron/app/machines/readList.ts'
import { newMachine } from '../../../electron/contract/machines.ts'

describe('a pasted list', () => {
  it.each([
    ['10.0.0.11', { name: 'machine-11', address: '10.0.0.11' }],
    ['node1.example.org', { name: 'node1', address: 'node1.example.org' }],
    ['desk', { name: 'desk', address: 'desk' }],
    ['root@10.0.0.11:2222', { name: 'machine-11', address: '10.0.0.11', user: 'root', port: 2222 }],
    ['compute-1 debian@10.0.0.12:22', { name: 'compute-1', address: '10.0.0.12', user: 'debian', port: 22 }],
    ['compute-1=10.0.0.12', { name: 'compute-1', address: '10.0.0.12' }],
    ['compute-1, 10.0.0.12, debian, 2222', { name: 'compute-1', address: '10.0.0.12', user: 'debian', port: 2222 }],
    ['compute-1;10.0.0.12;debian', { name: 'compute-1', address: '10.0.0.12', user: 'debian' }],
    ['10.0.0.12\tnas.lan', { name: 'nas-lan', address: '10.0.0.12' }],
    ['box node7', { name: 'box', address: 'node7' }],
    ['  Web_Server 10.0.0.13   # in the cellar', { name: 'web-server', address: '10.0.0.13' }],
    [
      'ssh -i "/keys/my key" -p 2200 -J gate:22 admin@10.0.0.14',
      { name: 'machine-14', address: '10.0.0.14', user: 'admin', port: 2200, key: '/keys/my key', jump: 'gate:22' },
    ],
    ['ssh -A -o StrictHostKeyChecking=no node9 -lroot', { name: 'node9', address: 'node9', user: 'root' }],
    ['ssh://pi@10.0.0.15:2222', { name: 'machine-15', address: '10.0.0.15', user: 'pi', port: 2222 }],
    ['localhost 10.0.0.16', { name: 'machine-localhost', address: '10.0.0.16' }],
  ])('%s', (line, machine) => {
    expect(readList(line)).toEqual({ machines: [machine], problems: [] })
  })

  it('may be a table with headings in any order, empty cells and quotes', () => {
    const text = 'User,Host,Port,Name\n"debian",10.0.0.1,,one\n,10.0.0.2,2222,two\n'
    expect(readList(text)).toEqual({
      machines: [
        { name: 'one', address: '10.0.0.1', user: 'debian' },
        { name: 'two', address: '10.0.0.2', port: 2222 },
      ],
      problems: [],
    })
  })

  it('says what it did not understand, by line, and gives every machine a name of its own', () => {
    const { machines, problems } = readList(
      [
        '# mine',
        '',
        'a 10.0.0.1',
        'a 10.0.0.2',
        '10.0.0.1',
        '????',
        '10.0.0.999',
        'fe80::1',
        'ssh',
        'b x@10.0.0.3:99999',
        'a b c d e f g',
      ].join('\r\n'),
    )
    expect(machines.map(({ name, address }) => [name, address])).toEqual([
      ['a', '10.0.0.1'],
      ['a-2', '10.0.0.2'],
    ])
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(
      [5, 6, 7, 8, 9, 10, 11].map((line) => `Line ${line}`),
    )
    expect(problems[0]).toBe('Line 5: "10.0.0.1" is on line 3 already.')
    expect(problems[2]).toContain('10.0.0.999')
  })

  it('never gives what the contract would refuse, whatever is pasted', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'ssh',
        '-p',
        '-i',
        '10.0.0.1',
        'a@b',
        '@',
        ':',
        ',',
        '\n',
        '"',
        "'",
        '-',
        '=',
        '\0',
        '\u2028',
        'x@10.0.0.1:22',
      ),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.constantFrom(' ', ',', '\n', ''), (words, between) => {
        const { machines, problems } = readList(words.join(between))
        for (const machine of machines) expect(newMachine.parse(machine)).toEqual(machine)
        expect(new Set(machines.map(({ name }) => name)).size).toBe(machines.length)
        for (const problem of problems) expect(problem).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/)
      }),
      { numRuns: 500 },
    )
  })

  it('takes no more than a form can', () => {
    const { machines, problems } = readList(
      Array.from({ length: 400 }, (_, index) => `10.1.${Math.floor(index / 200)}.${index % 200}`).join('\n'),
    )
    expect([machines.length, problems]).toEqual([256, ['Line 257: 256 machines at once are the most.']])
  })
})
