/** Edits of cloud.yaml: what changes, and that nothing else does. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type CloudEdit, editCloud } from '../../../provisioner/config/editCloud.ts'
import { checkCloud } from '../../../provisioner/config/parseCloud.ts'
import { readDesign } from '../../../provisioner/config/readDesign.ts'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { SOUND_CLOUD } from '../../support/clouds.ts'

const OWN_LOOK = `# My cloud
name:   home      # where I live

machines:
    # the old server
    controller:
        address: "10.83.0.11"
        roles: [controller,
                network]


    compute-1: {address: 10.83.0.12, roles: [compute]}   # under the desk

networks:
    management:   {subnet: 10.83.0.0/24}
placement:
    horizon: compute-1   # the dashboard
    glance: [compute-1]
`

/** Lines that are not in the other text. */
function changedLines(before: string, after: string): string[] {
  const lines = new Set(before.split('\n'))
  return after.split('\n').filter((line) => !lines.has(line))
}

function refusal(text: string, ...edits: CloudEdit[]) {
  try {
    editCloud(text, edits)
  } catch (error) {
    if (error instanceof StacksteadError) return error.data
    throw error
  }
  throw new Error('it was not refused')
}

describe('editing cloud.yaml', () => {
  it('changes one line of a text with a look of its own, and gives it back as it was', () => {
    const compute = editCloud(OWN_LOOK, [{ kind: 'roles', machine: 'compute-1', roles: ['network', 'compute'] }])
    expect(changedLines(OWN_LOOK, compute)).toEqual([
      expect.stringMatching(/^ +compute-1: \{ address: 10.83.0.12, roles: \[ network, compute \] \} # under the desk$/),
    ])
    expect(compute).toContain('name:   home      # where I live')
    const same = editCloud(OWN_LOOK, [
      { kind: 'roles', machine: 'compute-1', roles: ['compute'] },
      { kind: 'set', path: ['networks', 'management', 'subnet'], value: '10.83.0.0/24' },
      { kind: 'set', path: ['settings', 'nova'], value: null },
      { kind: 'rename-machine', machine: 'controller', name: 'controller' },
    ])
    expect(same).toBe(OWN_LOOK)
  })

  it('keeps the line ends of another system', () => {
    const text = OWN_LOOK.replaceAll('\n', '\r\n')
    const edited = editCloud(text, [{ kind: 'set', path: ['region'], value: 'Berlin' }])
    expect(edited.replaceAll('\r\n', '\n')).toBe(
      editCloud(OWN_LOOK, [{ kind: 'set', path: ['region'], value: 'Berlin' }]),
    )
    expect(edited).not.toMatch(/[^\r]\n/)
  })

  it('renames a machine where it stands and wherever it is named', () => {
    const text = editCloud(OWN_LOOK, [{ kind: 'rename-machine', machine: 'compute-1', name: 'desk' }])
    expect(parse(text)).toMatchObject({ placement: { horizon: 'desk', glance: ['desk'] } })
    expect(Object.keys(parse(text).machines)).toEqual(['controller', 'desk'])
    expect(text).toContain('# under the desk')
    expect(text).toContain('# the dashboard')
    expect(refusal(OWN_LOOK, { kind: 'rename-machine', machine: 'compute-1', name: 'controller' }).message).toBe(
      'There is a machine "controller" already.',
    )
  })

  it('removes a machine with everything that names it, and a group with its last key', () => {
    const text = editCloud(OWN_LOOK, [{ kind: 'remove-machine', machine: 'compute-1' }])
    expect(parse(text)).toEqual({
      name: 'home',
      machines: { controller: { address: '10.83.0.11', roles: ['controller', 'network'] } },
      networks: { management: { subnet: '10.83.0.0/24' } },
    })
    expect(text).not.toContain('placement')
  })

  it('keeps a machine nothing is said of any more', () => {
    const text = editCloud('machines:\n  a:\n    address: x\n', [
      { kind: 'set', path: ['machines', 'a', 'address'], value: null },
    ])
    expect(parse(text)).toEqual({ machines: { a: {} } })
  })

  it('places a part, and gives it back to its role where that is meant', () => {
    const moved = editCloud(SOUND_CLOUD, [
      { kind: 'place', part: 'keystone', machines: ['compute-2'] },
      { kind: 'place', part: 'horizon', machines: [] },
      { kind: 'place', part: 'nova-compute', machines: ['compute-2', 'controller'] },
    ])
    expect(parse(moved).placement).toEqual({ keystone: 'compute-2', 'nova-compute': ['controller', 'compute-2'] })
    const back = editCloud(moved, [
      { kind: 'place', part: 'keystone', machines: ['controller'] },
      { kind: 'place', part: 'nova-compute', machines: ['compute-1', 'compute-2'] },
    ])
    expect(parse(back).placement).toBeUndefined()
  })

  it('applies a layout whole: roles and placement of before are gone', () => {
    const text = editCloud(SOUND_CLOUD, [{ kind: 'layout', layout: 'controller-and-computes' }])
    const { problems, cloud } = checkCloud(text)
    expect(problems).toEqual([])
    expect(cloud?.machines.map((machine) => machine.roles)).toEqual([
      ['controller', 'network'],
      ['compute'],
      ['compute'],
    ])
    expect(parse(text).placement).toBeUndefined()
    expect(refusal(SOUND_CLOUD, { kind: 'layout', layout: 'every-component-apart' }).message).toContain('4 machines')
  })

  it('writes new machines as the others are written, and new sections in the usual order', () => {
    const machine = { address: '10.0.0.1', roles: ['controller', 'network', 'compute'] }
    const text = editCloud(
      '# Mine\nname: home\n\n# The machines\nmachines: {}\nsettings: { nova: { cpuMode: none } }\n',
      [
        { kind: 'set', path: ['machines', 'one'], value: machine },
        { kind: 'set', path: ['networks', 'management', 'subnet'], value: '10.0.0.0/24' },
        { kind: 'set', path: ['networks', 'tenant', 'dns'], value: ['9.9.9.9'] },
      ],
    )
    expect(text).toBe(`# Mine
name: home

# The machines
machines:
  one:
    address: 10.0.0.1
    roles: [ controller, network, compute ]

networks:
  management: { subnet: 10.0.0.0/24 }
  tenant: { dns: [ 9.9.9.9 ] }
settings: { nova: { cpuMode: none } }
`)
    const inline = editCloud(SOUND_CLOUD, [
      { kind: 'set', path: ['machines', 'compute-3'], value: { address: '10.83.0.14' } },
    ])
    expect(changedLines(SOUND_CLOUD, inline)).toEqual(['  compute-3: { address: 10.83.0.14 }'])
  })

  it('begins with nothing', () => {
    for (const text of ['', '\n', '# only a comment\n', 'machines:\n']) {
      const edited = editCloud(text, [{ kind: 'set', path: ['machines', 'a', 'address'], value: '10.0.0.1' }])
      expect(parse(edited)).toEqual({ machines: { a: { address: '10.0.0.1' } } })
      if (text.includes('#')) expect(edited).toContain('# only a comment')
    }
  })

  it('changes what was shared by an alias in one place only, and refuses to tear one off', () => {
    const text = 'machines:\n  a: &base { address: x, roles: [ compute ] }\n  b: *base\n'
    const edited = parse(editCloud(text, [{ kind: 'set', path: ['machines', 'b', 'address'], value: 'y' }]))
    expect(edited.machines).toEqual({
      a: { address: 'x', roles: ['compute'] },
      b: { address: 'y', roles: ['compute'] },
    })
    expect(refusal(text, { kind: 'remove-machine', machine: 'a' }).message).toContain('alias')
  })

  it('refuses what it cannot understand and says where', () => {
    const set: CloudEdit = { kind: 'set', path: ['ssh', 'user'], value: 'root' }
    expect(refusal('name: a\nssh: [', set).message).toContain('line 2 is not understood')
    expect(refusal('name: a\nname: b\n', set).message).toContain('not understood')
    const bomb = [
      'a: &a [x, x]',
      ...'bcdefghijklmnop'.split('').map((key, at) => `${key}: &${key} [${`*${'abcdefghijklmnop'[at]}, `.repeat(9)}x]`),
    ]
    for (const text of [`${bomb.join('\n')}\n`, 'a: *b\n', 'a: &a [*a]\n'])
      expect(refusal(text, set).code).toBe('invalid-input')
    expect(refusal('- a\n', set).message).toBe('cloud.yaml is not a group of "key: value" lines.')
    expect(refusal('ssh: hello\n', set).message).toBe('"ssh" is not a group of "key: value" lines.')
    expect(refusal(SOUND_CLOUD, { kind: 'set', path: ['__proto__'], value: {} }).message).toContain('__proto__')
    expect(refusal(SOUND_CLOUD, { kind: 'roles', machine: 'compute-3', roles: [] })).toMatchObject({
      code: 'invalid-input',
      remedy: 'Did you mean compute-1?',
    })
    expect(refusal(SOUND_CLOUD, { kind: 'roles', machine: 'compute-1', roles: ['computer'] }).remedy).toContain(
      'compute',
    )
    expect(refusal(SOUND_CLOUD, { kind: 'place', part: 'cinder', machines: [] }).code).toBe('invalid-input')
  })

  it('sets any value at any path so that it reads back, and loses no comment', { timeout: 30_000 }, () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('a: b', '# x', '- y', "it's", '"', '\u2028', 'null', '1e3', '*a', '{', '<<', ' '),
    )
    const path = fc.oneof(
      fc.tuple(fc.constant('settings'), fc.constantFrom('nova', 'base'), word),
      fc.tuple(fc.constant('machines'), word),
      fc.tuple(fc.constant('networks'), fc.constantFrom('provider', 'tenant'), fc.constantFrom('dns', 'subnet')),
    )
    const value = fc.oneof(
      word,
      fc.integer(),
      fc.boolean(),
      fc.array(word, { maxLength: 3 }),
      fc.dictionary(word, word),
    )
    fc.assert(
      fc.property(path, value, (keys, wanted) => {
        fc.pre(!keys.some((key) => key === '__proto__'))
        fc.pre(typeof wanted !== 'object' || !Object.hasOwn(wanted, '__proto__'))
        const text = editCloud(OWN_LOOK, [{ kind: 'set', path: keys, value: wanted }])
        let found: unknown = parse(text)
        for (const key of keys) found = (found as Record<string, unknown>)[key]
        expect(found).toEqual(wanted)
        for (const comment of [
          '# My cloud',
          '# where I live',
          '# the old server',
          '# under the desk',
          '# the dashboard',
        ])
          expect(text).toContain(comment)
        readDesign(text)
      }),
      { numRuns: 60 },
    )
  })
})
