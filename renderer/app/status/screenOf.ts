/** The screen on which a job can be looked at. */
import type { Job } from '../../../electron/contract/index.ts'

const SCREEN: Readonly<Record<Job['kind'], string>> = {
  practice: 'design',
  probe: 'machines',
  check: 'check',
  run: 'deploy',
  verify: 'done',
  image: 'images',
  recipe: 'recipes',
  drain: 'computes',
}

export function screenOf(job: Job): string {
  if (job.kind === 'practice') return '/new'
  return job.cloud === undefined ? '/' : `/clouds/${job.cloud}/${SCREEN[job.kind]}`
}
