import { describe, expect, it } from 'vitest'
import type { Job } from '../../../electron/contract/index.ts'
import { endedJobs } from '../../../renderer/app/status/endedJobs.ts'
import { screenOf } from '../../../renderer/app/status/screenOf.ts'

const job = (id: string, given: Partial<Job> = {}): Job => ({
  id,
  kind: 'run',
  cloud: 'home',
  title: 'Deploy home',
  startedAt: 0,
  state: 'done',
  ...given,
})

describe('jobs that ended', () => {
  it('are those that ran at the last look, long, and neither cancelled nor still running', () => {
    const jobs = [
      job('a'),
      job('b', { state: 'failed', kind: 'verify' }),
      job('c', { state: 'cancelled' }),
      job('d', { state: 'running' }),
      job('e', { kind: 'probe' }),
      job('before-the-page'),
    ]
    const running = new Set(['a', 'b', 'c', 'd', 'e'])
    expect(endedJobs(running, jobs).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('lead to the screen they are seen on', () => {
    expect(screenOf(job('a'))).toBe('/clouds/home/deploy')
    expect(screenOf(job('a', { kind: 'probe' }))).toBe('/clouds/home/machines')
    expect(screenOf(job('a', { kind: 'practice' }))).toBe('/new')
  })
})
