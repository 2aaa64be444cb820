/** Values filled into recipes: whatever they are, they stay values; and recipes that are wrong say where. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'
import { settle } from '../../../provisioner/recipes/choices.ts'
import { filled } from '../../../provisioner/recipes/filled.ts'
import { marked, markInDescription, markInMetadata, markInName } from '../../../provisioner/recipes/marks.ts'
import { checkRecipe } from '../../../provisioner/recipes/readRecipe.ts'
import { recipeText } from '../../support/recipeWorld.ts'

/** Signs with a meaning in YAML, in a shell, in references; words YAML takes for something else; any text. */
const hostile = fc.oneof(
  fc.constantFrom(
    'yes',
    'null',
    '0755',
    '1.35',
    '~',
    '',
    ' ',
    '- a',
    'a: b',
    '"',
    "'",
    '#!/bin/sh',
    '{{ token }}',
    '{{',
  ),
  fc.string({ unit: fc.constantFrom(...'\'"\\`$(){}[]:;#&|<>*!?- \t\n%@,~=aA0é漢😀') }),
  fc.string({ unit: 'binary' }).filter((text) => !/[\0\p{Cs}]/u.test(text)),
)

test('in YAML a value stays a value', () => {
  fc.assert(
    fc.property(hostile, hostile, (one, two) => {
      const config = {
        users: [{ name: '{{ one }}' }],
        runcmd: [['program', '--word={{ one }}', '{{ two }}']],
        write_files: [{ path: '/x', content: { yaml: { deep: ['{{ one }} and {{ two }}'] } } }],
      }
      const text = String(filled({ cloudConfig: config }, { one, two: new Secret(two) }, reveal))
      expect(text.startsWith('#cloud-config\n')).toBe(true)
      const read = parse(text)
      expect(read.users).toEqual([{ name: one }])
      expect(read.runcmd).toEqual([['program', `--word=${one}`, two]])
      expect(parse(read.write_files[0].content)).toEqual({ deep: [`${one} and ${two}`] })
      expect(Object.keys(read)).toEqual(['users', 'runcmd', 'write_files'])
    }),
  )
})

test('in a shell script a value stays a word', () => {
  fc.assert(
    fc.property(hostile, (value) => {
      const script = '#!/bin/sh\nprintf %s "$VALUE"\n'
      const text = String(filled({ script, values: { VALUE: '{{ value }}' } }, { value }, reveal))
      const { status, stdout } = spawnSync('/bin/sh', ['-s'], { input: text, encoding: 'utf8', env: {} })
      expect({ status, stdout }).toEqual({ status: 0, stdout: value })
    }),
    { numRuns: 60 },
  )
})

test('what a reference gives is never read again, nor is anything reached that is no value of its own', () => {
  const scope = { one: '{{ two }}', two: 'secret', list: [{ id: 'a' }], secret: new Secret('s') }
  expect(filled('{{ one }}', scope, reveal)).toBe('{{ two }}')
  expect(filled('{{ list[0].id }}', scope, reveal)).toBe('a')
  expect(filled('{{ secret }}', scope, () => '••••')).toBe('••••')
  for (const path of ['constructor', 'one.length', 'list.length', 'secret.kind', 'list[1].id', 'nobody'])
    expect(() => filled(`{{ ${path} }}`, scope, reveal), path).toThrow(StacksteadError)
})

test('values of parameters are held to their kind', () => {
  const { recipe } = checkRecipe(recipeText('web-server'))
  if (recipe === undefined) throw new Error('the recipe that is shipped cannot be read')
  const choices = { flavors: [], images: [], networks: [], externalNetworks: [] }
  fc.assert(
    fc.property(hostile, (value) => {
      const { problems, values } = settle(recipe, { name: value, sentence: value, image: value }, choices)
      if (problems.name === undefined) expect(values.name).toMatch(/^[a-z][a-z0-9-]*$/)
      if (problems.sentence === undefined) expect(values.sentence).not.toMatch(/[\n\r\0]/)
      expect(problems.image).toBeDefined()
      expect(problems.image).not.toMatch(/[\n\r]/)
    }),
  )
})

test('a mark is found again where it was put, and in nothing else', () => {
  const mark = { run: 'web-server-0a1b2c', part: 'worker.12' }
  expect(markInDescription(String(marked('port.create', { description: 'mine' }, mark).description))).toEqual(mark)
  expect(markInName(String(marked('keypair.import', {}, mark).name))).toEqual(mark)
  expect(markInMetadata(marked('server.create', {}, mark).metadata as Record<string, string>)).toEqual(mark)
  fc.assert(
    fc.property(hostile, (text) => {
      expect(markInDescription(text)).toBeUndefined()
      expect(markInName(text)).toBeUndefined()
      expect(markInMetadata({ 'stackstead-recipe': text, 'stackstead-part': 'a' })).toBeUndefined()
    }),
  )
})

test.each(['web-server', 'kubernetes'] as const)('%s, which is shipped, has no problems', (name) => {
  expect(checkRecipe(recipeText(name)).problems).toEqual([])
})

const HEAD = 'recipe: 1\ntitle: T\nabout: A\n'
const part = (input: string): string =>
  `${HEAD}make:\n  one:\n    title: One\n    action: server.create\n    input: ${input}\n`

test.each([
  ['a: [', 1, /./],
  ['recipe: 2\ntitle: T\nabout: A\nmake: {}', 1, /version/],
  [`${HEAD}make: {}`, 4, /at least one thing/],
  [part('{ name: "{{ nobody }}" }'), 8, /Nothing that comes before is called nobody/],
  [part('{ name: "{{ one.id }}" }'), 8, /Nothing that comes before/],
  [part('{ name: "{{ run | upcase }}" }'), 8, /Between {{ and }}/],
  [part('{ name: "{{ run.id }}" }'), 8, /has nothing called id/],
  [part('{ count: 3 }'), 8, /each/],
  [part('{ userData: { cloudConfig: { runcmd: ["echo {{ run }}"] } } }'), 8, /list of its words/],
  [part('{ userData: { script: "echo", values: {} } }'), 8, /#!/],
  [part('{ userData: { script: "#!/bin/sh", values: { "A;b": x } } }'), 8, /no name for a value/],
  [part('{ userData: "two\\nlines {{ run }}" }'), 8, /several lines/],
  [part('{}').replace('server.create', 'server.delete'), 7, /server.create/],
  [`${part('{}')}secrets: { one: { kind: sshKey } }\n`, 6, /taken already/],
])('a mistake is told with its line: %j', (text, line, message) => {
  const { problems, recipe } = checkRecipe(text)
  expect(recipe).toBeUndefined()
  expect(problems[0]?.message).toMatch(message)
  expect(problems[0]?.line).toBe(line)
})

test('nothing a person writes makes reading throw', () => {
  const text = recipeText('kubernetes')
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(60), hostile, (at, length, inserted) => {
      const { problems, recipe } = checkRecipe(text.slice(0, at) + inserted + text.slice(at + length))
      expect(recipe === undefined).toBe(problems.length > 0)
    }),
    { numRuns: 200 },
  )
})
