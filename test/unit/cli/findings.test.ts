/** What "stackstead check" prints. */
import { expect, test } from 'vitest'
import { findingsText } from '../../../provisioner/cli/render/findings.ts'
import { painter } from '../../../provisioner/cli/render/text.ts'
import type { Finding } from '../../../provisioner/index.ts'

const look = { paint: painter(false), columns: 80 }
const options = {
  machines: ['controller', 'attic'],
  subjects: [
    { id: 'connection', title: 'Connection' },
    { id: 'memory', title: 'Memory' },
    { id: 'ports', title: 'Ports' },
  ],
  all: false,
  next: 'Plan is next.',
}
const fine = (id: string, machine: string): Finding => ({ id, machine, level: 'ok', what: `${id} is fine.` })
const bad: Finding = {
  id: 'ports/3306',
  machine: 'attic',
  level: 'error',
  what: 'Port 3306 is taken.',
  why: 'MariaDB needs it.',
  remedy: 'Stop the other.',
}

test('a matrix, then each complaint with reason and remedy, then the verdict', () => {
  expect(
    findingsText(
      [fine('memory', 'controller'), fine('ports', 'controller'), fine('ports', 'attic'), bad],
      options,
      look,
    ),
  ).toBe(
    `        controller  attic
Memory  ok          -
Ports   ok          error

error   attic: Port 3306 is taken.
        MariaDB needs it.
        Stop the other.

1 error and 0 warnings. Mend the errors before you apply.`,
  )
})

test('says what is next when all is fine, and what was looked at when asked', () => {
  const text = findingsText([fine('memory', 'attic')], { ...options, all: true }, look)
  expect(text).toContain('ok      attic: memory is fine.')
  expect(text).toContain('Everything looked at is fine. Plan is next.')
})

test('many machines are listed without a matrix wider than the terminal', () => {
  const machines = Array.from({ length: 30 }, (_, index) => `compute-${index}`)
  const text = findingsText([{ ...bad, machine: 'compute-7' }], { ...options, machines }, look)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  expect(text).toContain('compute-7: Port 3306 is taken.')
})
