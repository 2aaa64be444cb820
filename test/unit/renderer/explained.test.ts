/** "How this is done" and what surrounds it: incomplete forms, several things at once, names of unknown origin, policy. */
import { describe, expect, test } from 'vitest'
import * as actions from '../../../electron/contract/actions.ts'
import type { Me } from '../../../electron/contract/running.ts'
import { forbidden } from '../../../renderer/api/policy.ts'
import { problemsOf } from '../../../renderer/api/problems.ts'
import { isolated, isVisible, withoutMarks } from '../../../renderer/ui/bidi.ts'
import { explained, explainedText } from '../../../renderer/ui/explained.ts'

describe('how something is done', () => {
  test('says what is missing while the form is not whole', () => {
    const found = explained(actions, [{ action: 'server.rename', input: { id: 'abc', name: 'web', newName: '' } }])
    expect(found).toMatchObject({ whole: false })
    expect(found.whole ? [] : found.missing.join()).toContain('newName')
  })

  test('names the request, the command and the Terraform', () => {
    const found = explained(actions, [{ action: 'server.rename', input: { id: 'abc', name: 'web', newName: "it's" } }])
    if (!found.whole) throw new Error(found.missing.join())
    expect(found.text.rest).toContain('PUT /servers/abc')
    expect(found.text.rest).toContain('"name": "it\'s"')
    expect(found.text.openstack).toMatch(/^openstack server set --name /)
    expect(found.text.terraform).toContain('name = "it\'s"')
  })

  test('says where Terraform has nothing like it', () => {
    const found = explained(actions, [{ action: 'server.rebootSoft', input: { id: 'abc', name: 'web' } }])
    if (!found.whole) throw new Error(found.missing.join())
    expect(found.text.terraform).toBeUndefined()
  })

  test('of several things has a command for each', () => {
    const found = explained(actions, [
      { action: 'server.delete', input: { id: 'a', name: 'one' } },
      { action: 'server.delete', input: { id: 'b', name: 'two' } },
    ])
    if (!found.whole) throw new Error(found.missing.join())
    expect(found.text.openstack.split('\n')).toHaveLength(2)
    expect(found.text.rest.match(/DELETE \/servers\//g)).toHaveLength(2)
  })

  test('writes a request as HTTP does', () => {
    const text = explainedText([
      {
        requests: [{ service: 'compute', line: 'POST /servers', microversion: 'compute 2.87', body: '{}' }],
        commands: ['openstack server create web'],
        terraform: 'resource "x" "web" {\n}\n',
      },
    ])
    expect(text.rest).toMatch(/POST \/servers\nOpenStack-API-Version: compute 2\.87\nContent-Type: [^\n]+\n\n\{\}$/)
    expect(text.terraform).toContain('resource "x"')
  })
})

test('problems are told by the path of their field, the first each', () => {
  const problems = problemsOf(actions.ACTIONS['server.rename'].input, { id: '', name: 'web', newName: '' })
  expect(Object.keys(problems).sort()).toEqual(['id', 'newName'])
})

test('problems are in words of people, where a rule has none of its own', () => {
  const input = { id: '', name: 'big', cpus: 0, disk: 2 ** 40, extraSpecs: { 'hw<b>': 'x', spec: 'y'.repeat(256) } }
  expect(problemsOf(actions.ACTIONS['flavor.create'].input, input)).toEqual({
    id: 'Something is needed here.',
    cpus: '1 at least.',
    memory: 'A number is needed.',
    disk: '2,147,483,647 at most.',
    'extraSpecs.hw<b>': 'Letters, digits, spaces and - _ : . only.',
    'extraSpecs.spec': '255 characters at most.',
  })
})

describe('text of unknown origin', () => {
  test('ends its own direction where it ends', () => {
    expect(isolated('a\u202ecod.exe\u2069')).toBe('\u2068acod.exe\u2069')
    expect(withoutMarks('Deleting \u202egnp.exe failed')).toBe('Deleting gnp.exe failed')
  })

  test('that nobody can see is known as such', () => {
    for (const unseen of ['', '   ', '\u200b\u200f', '\u202e', '\u00a0']) expect(isVisible(unseen)).toBe(false)
    for (const seen of ['a', '🚀', 'שלום', '.', 'x'.repeat(255)]) expect(isVisible(seen)).toBe(true)
  })
})

describe('policy', () => {
  const me = (isAdmin: boolean): Me => ({
    user: { id: 'u', name: 'demo' },
    project: { id: 'p', name: 'demo' },
    roles: ['member'],
    isAdmin,
    authUrl: '',
    region: '',
    services: [],
  })

  test('lets administrators do all, members what is theirs, and says why not', () => {
    expect(forbidden(me(true), { role: 'admin' }, 'server.migrate')).toBeUndefined()
    expect(forbidden(me(false), {}, 'server.stop')).toBeUndefined()
    expect(forbidden(me(false), { role: 'admin' }, 'server.migrate')).toMatch(/Only administrators.*demo.*member/)
  })

  test('offers nothing while it is not known who asks', () => {
    expect(forbidden(undefined, {}, 'server.stop')).toBeDefined()
    expect(forbidden(me(true), undefined, 'server.stop')).toBeDefined()
  })
})
