/** Files in, changes and actions out; and the files of every layout beside those of an earlier cloud. */
import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { planOf } from '../../../provisioner/components/registry.ts'
import type { ExecResult } from '../../../provisioner/core/command.ts'
import { stepsOf } from '../../../provisioner/core/plan.ts'
import { MASK, reveal, Secret } from '../../../provisioner/core/secret.ts'
import type { Rendered } from '../../../provisioner/core/template.ts'
import { kernelDatapath } from '../../../provisioner/facts/openvswitch.ts'
import { type ConfigFile, configFile } from '../../../provisioner/steps/configFile.ts'
import { cloudOf, contextOf, readOf } from '../../support/components.ts'
import { readOfBareMachine } from '../../support/printedByMachine.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

const PATH = '/etc/glance/glance-api.conf'
const PLAIN: Rendered = { content: '[a]\nb = 1\n', shown: '[a]\nb = 1\n' }
const SECRET: Rendered = { content: new Secret('[a]\npassword = Zz-1\n'), shown: `[a]\npassword = ${MASK}\n` }

const step = (more: Partial<ConfigFile> = {}) =>
  configFile({ id: 'glance/conf@m1', machine: 'm1', path: PATH, explains: 'for a test', content: PLAIN, ...more })

/** What the fact's command prints for one file; its content is left out where it is as expected. */
function printed(content: string, options: { mode?: string; owner?: string; whole?: boolean } = {}) {
  const { mode = '644', owner = 'root', whole = true } = options
  const hash = createHash('sha256').update(content).digest('hex')
  const rows = [
    ['stat', mode, owner, owner, '1700000000.5', content.length, 'regular file', PATH],
    ['hash', hash, PATH],
    ...(whole ? [['content', PATH, Buffer.from(content).toString('base64')]] : []),
  ]
  return { files: { stdout: `${rows.map((row) => row.join('\t')).join('\n')}\n` } }
}

describe('a file', () => {
  test.each<[string, Partial<ConfigFile>, Record<string, Partial<ExecResult>>, object]>([
    ['as it should be', {}, printed('[a]\nb = 1\n', { whole: false }), { state: 'ok' }],
    ['that is not there', {}, { files: { stdout: '' } }, { changes: [{ operation: 'create', subject: PATH }] }],
    ['of other content', {}, printed('[a]\nb = 2\n'), { changes: [{ operation: 'update', subject: PATH }] }],
    [
      'of another mode',
      {},
      printed('[a]\nb = 1\n', { mode: '600' }),
      { changes: [{ kind: 'file', operation: 'update', subject: PATH, summary: 'root:root 600 → root:root 644' }] },
    ],
    [
      'of another owner',
      { meta: { owner: 'root', group: 'glance', mode: 0o640 } },
      printed('[a]\nb = 1\n', { mode: '640', owner: 'glance' }),
      { changes: [{ summary: 'glance:glance 640 → root:glance 640' }] },
    ],
    [
      'with a secret that everybody may read',
      { content: SECRET },
      printed('[a]\npassword = Zz-1\n'),
      { changes: [{ summary: 'root:root 644 → root:root 600' }] },
    ],
  ])('%s', (_what, more, output, verdict) => {
    const one = step(more)
    expect(one.check(readOf(one.reads, output))).toMatchObject(verdict)
  })

  test('shows in its diff what changes, and no secret', () => {
    const one = step({ content: SECRET })
    const verdict = one.check(readOf(one.reads, printed('[a]\npassword = Zz-old\nc = 3\n')))
    const diff = verdict.state === 'change' ? verdict.changes[0]?.diff : undefined
    expect(diff).toContain(`\n password = ${MASK}\n-c = 3\n`)
    expect(diff).not.toContain('Zz')
  })

  test('is noted before it is written, with the mode its secrets need', () => {
    const [note, put, ...more] = step({ content: SECRET }).actions(readOf([], {}))
    expect(note?.kind === 'run' && note.command.script).toContain(`'%s\\n' ${PATH}; } > files.new`)
    expect(put).toEqual({
      kind: 'put',
      path: PATH,
      content: SECRET.content,
      meta: { owner: 'root', group: 'root', mode: 0o600 },
    })
    expect(more).toEqual([])
  })

  test.each([
    [0, 'datapath = system\n', 'ok'],
    [1, 'datapath = system\n', 'change'],
    [1, 'datapath = netdev\n', 'ok'],
  ])('may follow from another fact: %s, %j: %s', (status, content, state) => {
    const one = step({
      reads: [kernelDatapath],
      content: (read) => {
        const text = `datapath = ${read(kernelDatapath) ? 'system' : 'netdev'}\n`
        return { content: text, shown: text }
      },
    })
    const read = readOf(one.reads, { ...printed(content), 'openvswitch-module': { status } })
    expect(one.check(read).state).toBe(state)
  })
})

describe('on a real disk', () => {
  test('a file is written, and is then as it should be', () => {
    using machine = new StandInMachine()
    machine.program('dpkg', 'exit 1')
    const [owner = '', group = ''] = machine.run({ script: "stat --printf='%U %G' ." }).stdout.split(' ')
    const path = machine.path('/etc/new folder/it\'s "a".conf')
    const one = step({ path, meta: { owner, group, mode: 0o640 } })
    expect(one.check(machine.facts(one.reads)).state).toBe('change')
    machine.apply(one.actions(machine.facts(one.reads)))
    expect(one.check(machine.facts(one.reads))).toEqual({ state: 'ok' })
  })
})

/** A person's machine may still hold the files of a cloud that was there before, with that one's passwords. */
describe.each([
  ['all-in-one', cloudOf('all-in-one', 1)],
  ['every-component-apart', cloudOf('every-component-apart', 9)],
])('files of an earlier cloud, %s', (_layout, cloud) => {
  const cloudWith = (prefix: string) => {
    const context = contextOf(cloud)
    return { ...context, secrets: { get: (name: string) => new Secret(`${prefix}:${name}`) } }
  }
  const earlier = new Map(
    stepsOf(planOf(cloudWith('former'))).map((one) => [
      one.id,
      one.actions(readOfBareMachine(one.reads)).flatMap((action) => (action.kind === 'put' ? [action] : [])),
    ]),
  )
  const steps = stepsOf(planOf(cloudWith('secret'))).filter((one) => one.title.startsWith('Write '))

  test('are shown without any secret of either', () => {
    let diffs = 0
    for (const one of steps) {
      const files = earlier.get(one.id)?.map((action) => {
        const text = `# drift\n${action.content instanceof Uint8Array ? '' : reveal(action.content)}\n# drift`
        const rows = [
          ['stat', '640', 'root', 'root', '1.0', '9', 'regular file', action.path],
          ['hash', 'another', action.path],
          ['content', action.path, Buffer.from(text).toString('base64')],
        ]
        return rows.map((row) => row.join('\t')).join('\n')
      })
      const bare = readOfBareMachine(one.reads)
      const there = readOf(one.reads, { files: { stdout: files?.join('\n') ?? '' } })
      const verdict = one.check((wanted) => (wanted.subject.name === 'files' ? there(wanted) : bare(wanted)))
      const diff = verdict.state === 'change' ? (verdict.changes[0]?.diff ?? '') : ''
      expect(`${one.id} ${diff}`).not.toMatch(/(secret|former)(:|%3A)|PRIVATE KEY/)
      if (diff.includes('# drift')) diffs += 1
    }
    expect(diffs).toBeGreaterThan(10)
  })
})
