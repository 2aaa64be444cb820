/**
 * Every action, every text of its input, whatever is written there: requests carry it as data, a POSIX shell reads it as one
 * word, Terraform as one value. What a service would not take is refused by the schema, never by an exception.
 */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { Reference, Template } from '../../../provisioner/actions/hcl.ts'
import { ACTIONS, type Action, type ActionName, explain } from '../../../provisioner/actions/index.ts'
import { HOSTILE, HostileInputs, hostileLeaves, leavesOf, textAt, withText } from '../../support/hostileInputs.ts'
import { Expression, readHcl } from '../../support/readHcl.ts'

const TRIES = 200
/** Of how many inputs of an action each text is compared with a harmless one in its place. */
const COMPARED = 30
const HARMLESS = 'harmless-1'
const NAMES = Object.keys(ACTIONS) as ActionName[]

interface Case {
  readonly name: ActionName
  readonly action: Action
  /** As a person gave it, and as the schema gives it on. */
  readonly inputs: readonly { readonly raw: unknown; readonly parsed: unknown }[]
}

const CASES: readonly Case[] = NAMES.map((name, at) => {
  const action = ACTIONS[name] as Action
  const raws = new HostileInputs(at + 1).of(action.input, TRIES)
  return { name, action, inputs: raws.map((raw) => ({ raw, parsed: action.input.parse(raw) })) }
})

describe.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, { action, inputs }) => {
  test('was given hostile texts wherever it takes them', () => {
    const reached = new Set(
      inputs.flatMap(({ raw }) =>
        leavesOf(action.input, raw)
          .filter(({ text }) => HOSTILE.includes(text))
          .map(({ at }) => at),
      ),
    )
    expect([...hostileLeaves(action.input)].filter((at) => !reached.has(at))).toEqual([])
  })

  test('asks addresses of its own, whatever is in them', () => {
    for (const { parsed } of inputs) {
      const calls = action.calls(parsed)
      for (const [at, { line }] of explain(action, parsed).requests.entries()) {
        const address = line.slice(line.indexOf(' ') + 1)
        const url = new URL(`http://cloud${address}`)
        // Nothing of it was read as a step upwards, a query or a fragment.
        expect(url.pathname).toBe(calls[at]?.path)
        expect(url.pathname + url.search).toBe(address)
        expect(url.hash).toBe('')
      }
    }
  })

  test('sends each text whole, wherever it sends a harmless one', () => {
    for (const { raw, parsed } of inputs.slice(0, COMPARED)) {
      const sent = textsOf(action, parsed)
      for (const { at, path, text } of leavesOf(action.input, raw)) {
        if (path === undefined || !HOSTILE.includes(text)) continue
        const twin = action.input.safeParse(withText(raw, path, HARMLESS))
        const kept = textAt(parsed, path)
        if (!twin.success || kept === undefined || !textsOf(action, twin.data).has(HARMLESS)) continue
        expect([at, kept, sent.has(kept)]).toEqual([at, kept, true])
      }
    }
  })

  test('is Terraform that reads back as it was meant', () => {
    for (const { parsed } of inputs) {
      const blocks = action.terraform?.(parsed)
      if (blocks === undefined) return
      const read = readHcl(explain(action, parsed).terraform ?? '')
      expect(read.map(({ labels }) => labels[0])).toEqual(blocks.map(({ type }) => type))
      for (const [at, block] of read.entries()) {
        const meant = blocks[at]
        expect(plain(block.attributes)).toEqual(plain(meant?.attributes ?? {}))
        expect(block.blocks.map((one) => plain(one.attributes))).toEqual(
          (meant?.blocks ?? []).map((one) => plain(one.attributes)),
        )
      }
    }
  })

  test('speaks of it in one sentence that holds its name as it is', () => {
    for (const { parsed } of inputs.slice(0, 50)) expect(action.attempted(parsed)).toMatch(/^[A-Z]/)
  })
})

test('a POSIX shell reads the words that were meant, and no other', () => {
  const expected: string[] = []
  const script: string[] = []
  for (const { action, inputs } of CASES) {
    for (const { parsed } of inputs) {
      // A NUL is the only thing no command can be told.
      expected.push(...action.commands(parsed).flatMap((words) => words.map((word) => word.replaceAll('\0', ''))))
      const lines = explain(action, parsed).commands.filter((line) => !line.startsWith('#'))
      script.push(...lines.map((line) => `printf '%s\\0' ${line}`))
    }
  }
  expect(script.length).toBeGreaterThan(NAMES.length * 20)
  const heard: string[] = []
  for (let at = 0; at < script.length; at += 2000) {
    const input = `set -f\n${script.slice(at, at + 2000).join('\n')}\n`
    const shell = spawnSync('/bin/sh', ['-s'], {
      input,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { PATH: '/nowhere' },
    })
    expect(shell.stderr).toBe('')
    for (const word of shell.stdout.split('\0').slice(0, -1)) heard.push(word)
  }
  expect(heard.length).toBe(expected.length)
  const at = heard.findIndex((word, index) => word !== expected[index])
  expect([heard[at], at]).toEqual([expected[at], -1])
})

/** All texts of the requests: of bodies, keys among them, of addresses and of queries. */
function textsOf(action: Action, parsed: unknown): ReadonlySet<string> {
  const all = new Set<string>()
  const walk = (value: unknown): void => {
    if (typeof value === 'string') all.add(value)
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) {
        all.add(key)
        walk(one)
      }
  }
  for (const { body, line } of explain(action, parsed).requests) {
    if (body !== undefined) walk(JSON.parse(body))
    const url = new URL(`http://cloud${line.slice(line.indexOf(' ') + 1)}`)
    for (const part of url.pathname.split('/')) all.add(decodeURIComponent(part))
    for (const value of url.searchParams.values()) all.add(value)
  }
  return all
}

function written(value: Reference | Template | Expression): string {
  if (value instanceof Reference) return value.expression
  if (value instanceof Expression) return value.text
  return value.parts.map((part) => (typeof part === 'string' ? part : `\${${part.expression}}`)).join('')
}

/** Without what was not given; expressions of Terraform's own as their text. */
function plain(attributes: object): unknown {
  return JSON.parse(
    JSON.stringify(attributes, (_key, value: unknown) =>
      value instanceof Reference || value instanceof Template || value instanceof Expression ? written(value) : value,
    ),
  )
}
