/** Every command of every step of every layout, there and back: it is a program the machine can read, and shows no secret. */
import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { planOf } from '../../../provisioner/components/registry.ts'
import type { Command } from '../../../provisioner/core/command.ts'
import { factBatch } from '../../../provisioner/core/fact.ts'
import { stepsOf } from '../../../provisioner/core/plan.ts'
import { reveal, Secret } from '../../../provisioner/core/secret.ts'
import type { Action, Step } from '../../../provisioner/core/step.ts'
import { destroyPlan } from '../../../provisioner/engine/destroyPlan.ts'
import { cloudOf, contextOf } from '../../support/components.ts'
import { readOfBareMachine } from '../../support/printedByMachine.ts'

const CLOUDS = [
  ['all-in-one', cloudOf('all-in-one', 1)],
  ['controller-and-computes', cloudOf('controller-and-computes', 3)],
  ['every-component-apart', cloudOf('every-component-apart', 9)],
] as const

type Run = Extract<Action, { kind: 'run' }>
const actionsOf = (step: Step): readonly Action[] => step.actions(readOfBareMachine(step.reads))
const isRun = (action: Action): action is Run => action.kind === 'run'

/** Python within a script: what follows `python3 -c`, as the shell would hand it over. */
const pythonIn = (script: string): string[] =>
  [...script.matchAll(/python3 -c '((?:[^']|'\\'')*)'/g)].map(([, quoted = '']) => quoted.replaceAll("'\\''", "'"))

const COMPILE = `
import json, sys
for source in json.load(sys.stdin):
    compile(source, source.strip().split("\\n")[0], "exec")
`

describe.each(CLOUDS)('%s', (_layout, cloud) => {
  const steps = [...stepsOf(planOf(contextOf(cloud))), ...stepsOf(destroyPlan(cloud))]
  const runs = steps.flatMap((step) => actionsOf(step).flatMap((action) => (isRun(action) ? [{ step, action }] : [])))
  const facts = factBatch(steps.flatMap((step) => step.reads)).commands.map((one) => one.command)
  const commands: readonly Command[] = [...runs.map(({ action }) => action.command), ...facts]

  test('every step of the plan has something to do on a bare machine', () => {
    const idle = steps.filter((step) => actionsOf(step).length === 0).map((step) => step.id)
    expect(idle).toEqual([])
    expect(runs.length).toBeGreaterThan(100)
  })

  test('every script is one the shell can read', () => {
    const scripts = [...new Set(commands.map((command) => command.script))]
    for (const script of scripts) {
      const { status, stderr } = spawnSync('/bin/sh', ['-n'], { input: script, encoding: 'utf8' })
      expect({ status, stderr, script: status === 0 ? '' : script }).toEqual({ status: 0, stderr: '', script: '' })
    }
  }, 60_000)

  test('every Python program in one is one Python can read', () => {
    const programs = [...new Set(commands.flatMap((command) => pythonIn(command.script)))]
    expect(programs.length).toBeGreaterThan(5)
    execFileSync('python3', ['-c', COMPILE], { input: JSON.stringify(programs) })
    for (const command of commands) {
      expect(pythonIn(command.script)).toHaveLength(command.script.split('python3 -c ').length - 1)
    }
  }, 60_000)

  test('no script holds a secret, and nobody can print one', () => {
    for (const { script } of commands) expect(script).not.toMatch(/secret(:|%3A)/)
    const visible = JSON.stringify([runs.map(({ action }) => action), steps, commands])
    expect(visible).not.toMatch(/secret(:|%3A)/)
    const secret = commands.filter(({ input }) => input instanceof Secret && reveal(input).includes('secret:'))
    expect(secret.length).toBeGreaterThan(2)
  })

  test('no change on the way shows one either', () => {
    for (const step of steps) {
      const verdict = step.check(readOfBareMachine(step.reads))
      expect(JSON.stringify([verdict, step.expected ?? []])).not.toMatch(/secret(:|%3A)/)
    }
  })

  test('packages, and tables of one database, are changed by one step at a time', () => {
    for (const { step, action } of runs) {
      const { script } = action.command
      if (/\bapt-get\b/.test(script)) expect(`${step.id} ${step.lock}`).toBe(`${step.id} apt@${step.machine}`)
      if (/db_sync|db sync|upgrade heads/.test(script)) expect(`${step.id} ${step.lock}`).toContain(' tables of ')
    }
  })

  test('what waits for a service says where to look when it does not come', () => {
    for (const { step, action } of runs) {
      const waits = /^(Run|Wait until|Let|Install) /.test(step.title) && action.timeout !== undefined
      if (waits || step.title.startsWith('Wait until')) expect(`${step.id}: ${action.remedy ?? ''}`).toMatch(/: .*\S/)
    }
  })

  test('a file with a secret in it is never for everybody', () => {
    for (const step of steps) {
      for (const action of actionsOf(step)) {
        if (action.kind !== 'put' || !(action.content instanceof Secret)) continue
        expect(`${action.path} ${(action.meta.mode & 0o007).toString(8)}`).toBe(`${action.path} 0`)
      }
    }
  })
})
