/** Figures of benchmarks: median, range, ratio and aim, and the CPU and memory read from the kernel. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { aim, ratio, shown, spread } from '../../bench/figures.ts'
import { measured } from '../../bench/measured.ts'
import { reportText } from '../../bench/report.ts'
import { childrenOf, cpuOf, memoryOf } from '../../bench/usage.ts'

test('runs are told by their median and how far they lie apart', () => {
  expect(spread([9, 1, 4])).toEqual({ median: 4, min: 1, max: 9, runs: 3 })
  expect(spread([1, 4, 2, 9]).median).toBe(3)
  expect(shown(spread([9, 1, 104]))).toBe('9.00 (1.00–104)')
  expect(shown(spread([12.345]))).toBe('12.3')
  expect(() => spread([])).toThrow(RangeError)
})

test('ratios compare medians, and an aim stands beside its figure without failing', () => {
  expect(ratio(spread([3, 4, 5]), spread([2]))).toBe('2.00 ×')
  expect(ratio(spread([3]), spread([0]))).toBe('–')
  expect(aim(14.2, 15)).toBe('≤ 15, met')
  expect(aim(15.1, 15)).toBe('≤ 15, missed')
})

test('a report is a table with its remarks', () => {
  const text = reportText({
    title: 'A',
    rows: [
      ['', 'x'],
      ['row', '1.00'],
    ],
    remarks: ['Said.'],
    figures: {},
  })
  expect(text.split('\n').map((line) => line.trim())).toEqual(['A', '', 'x', 'row  1.00', '', 'Said.', ''])
})

test('a program is measured with everything it starts', async () => {
  const busy = 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'
  const { cpu, stdout, wall } = await measured(['sh', '-c', `sh -c '${busy}'; echo done`])
  expect(stdout).toBe('done\n')
  expect(cpu).toBeGreaterThan(0.05)
  expect(wall).toBeGreaterThan(cpu / 2)
  await expect(measured(['sh', '-c', 'echo why >&2; exit 3'])).rejects.toThrow(/status 3:\nwhy/)
})

test('a server answers for the children it has waited for, and for the memory of those that run', async () => {
  const busy = 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'
  const server = spawn('sh', ['-c', `sh -c '${busy}'; echo idle; sleep 60 & wait`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    await once(server.stdout, 'data')
    const pid = server.pid ?? 0
    expect(cpuOf(pid)).toBeGreaterThan(0.05)
    await expect.poll(() => childrenOf(pid)).toHaveLength(1)
    expect(memoryOf(pid)).toBeGreaterThan(0)
  } finally {
    for (const child of childrenOf(server.pid ?? 0)) process.kill(child)
    server.kill()
  }
})
