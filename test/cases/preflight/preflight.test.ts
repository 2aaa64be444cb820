/** Preflight's cases: what machines answered (recorded in the practice lab, in places altered) in, findings out. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseCloud } from '../../../provisioner/config/parseCloud.ts'
import type { ExecResult } from '../../../provisioner/core/command.ts'
import type { ErrorData } from '../../../provisioner/core/errors.ts'
import { factBatch } from '../../../provisioner/core/fact.ts'
import type { Finding } from '../../../provisioner/preflight/finding.ts'
import { CHECKS, preflightFacts, preflightFindings } from '../../../provisioner/preflight/index.ts'

const result = z.object({ status: z.number(), stdout: z.string(), stderr: z.string() })
const recording = z.record(
  z.string(),
  z.object({ from: z.number(), to: z.number(), results: z.record(z.string(), result) }),
)

const caseFile = z.strictObject({
  title: z.string(),
  recording: z.string(),
  /** Replaces pieces of cloud.yaml. */
  cloud: z.array(z.tuple([z.string(), z.string()])).default([]),
  /** Replaces pieces of what a machine answered; null: it did not answer. */
  answers: z
    .record(z.string(), z.record(z.string(), z.array(z.tuple([z.string(), z.string()])).nullable()))
    .default({}),
  /** Milliseconds all clocks of a machine are put forward. */
  clocks: z.record(z.string(), z.number()).default({}),
  unreadable: z.record(z.string(), z.custom<ErrorData>()).default({}),
  /** All findings that are not ok: machine, level, id and a piece of what is said. */
  expect: z.array(z.tuple([z.string(), z.enum(['warning', 'error']), z.string(), z.string()])),
  /** Findings that must be there and ok. */
  fine: z.array(z.tuple([z.string(), z.string(), z.string()])).default([]),
})
type Case = z.infer<typeof caseFile>

const here = new URL('./', import.meta.url)
const cases = readdirSync(here)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => z.array(caseFile).parse(JSON.parse(readFileSync(new URL(name, here), 'utf8'))))

function read(name: string): string {
  return readFileSync(new URL(`recordings/${name}`, here), 'utf8')
}

/** Every piece must be there: a case whose alteration no longer fits would prove nothing. */
function replaced(text: string, pieces: readonly (readonly [string, string])[]): string {
  return pieces.reduce((whole, [from, to]) => {
    if (!whole.includes(from)) throw new Error(`nothing to replace: ${from}`)
    return whole.replaceAll(from, () => to)
  }, text)
}

function findingsOf(one: Case): Finding[] {
  const machines = recording.parse(JSON.parse(read(`${one.recording}.json`)))
  const cloud = parseCloud(replaced(read(`${one.recording}.yaml`), one.cloud), 'cloud.yaml')
  const readable = Object.entries(machines).filter(([name]) => one.unreadable[name] === undefined)
  const reads = new Map(
    readable.map(([name, { results }]) => {
      const answers = Object.entries(results).flatMap(([subject, answer]): [string, ExecResult][] => {
        const pieces = one.answers[name]?.[subject]
        if (pieces === null) return []
        return [[subject, { ...answer, stdout: replaced(answer.stdout, pieces ?? []) }]]
      })
      return [name, factBatch(preflightFacts(cloud, name)).answer(new Map(answers))]
    }),
  )
  const times = new Map(
    readable.map(([name, { from, to }]) => {
      const shift = one.clocks[name] ?? 0
      return [name, { from: from - shift, to: to - shift }]
    }),
  )
  const unreadable = new Map(Object.entries(one.unreadable))
  return preflightFindings(cloud, reads, { times, unreadable, id: 'a'.repeat(32) })
}

describe('preflight', () => {
  it.each(cases)('$title', (one) => {
    const findings = findingsOf(one)
    const wrong = findings.filter((finding) => finding.level !== 'ok')
    const told = wrong.map(({ machine, level, id }) => `${machine} ${level} ${id}`)
    expect(told).toEqual(one.expect.map(([machine, level, id]) => `${machine} ${level} ${id}`))
    for (const [index, [, , , piece]] of one.expect.entries()) expect(wrong[index]?.what).toContain(piece)
    for (const [machine, id, piece] of one.fine) {
      const fine = findings.filter((finding) => finding.machine === machine && finding.id === id)
      expect(fine.map((finding) => `${finding.level}: ${finding.what}`)).toEqual([expect.stringContaining(piece)])
      expect(fine[0]?.level).toBe('ok')
    }
    for (const finding of wrong) {
      for (const text of [finding.what, finding.why, finding.remedy]) expect(text).toMatch(/^[A-Z\d<a-z].*[.)]$/)
      // Somebody who reads one line must know which machine it is about.
      expect(finding.what).toContain(finding.id === 'clock' ? '' : finding.machine)
    }
  })

  it('has a case for every check that finds something wrong', () => {
    const found = new Set(cases.flatMap((one) => one.expect.map(([, , id]) => id.split('/')[0])))
    expect(CHECKS.map((check) => check.id).filter((id) => !found.has(id))).toEqual([])
  })

  it('asks a machine everything in one trip, each subject once', () => {
    const cloud = parseCloud(read('bare.yaml'), 'cloud.yaml')
    for (const { name } of cloud.machines) {
      const { commands } = factBatch(preflightFacts(cloud, name))
      expect(new Set(commands.map((command) => command.name)).size).toBe(commands.length)
      // The clock is read before anything that takes long.
      expect(commands[0]?.name).toBe('clock')
    }
  })
})
