/** What becomes of work under way when the app ends, in words for whoever is about to end it. */
import type { Job } from '../contract/index.ts'

/** How each kind ends, behind "It is under way: ". */
const ENDS: Readonly<Record<Job['kind'], string>> = {
  run: 'it ends after its steps under way, and the next deployment goes on from there',
  verify: 'it takes away what it has made, and ends',
  image: 'what was sent of the image is deleted again',
  recipe: 'it ends, and goes on where it stopped when you want',
  drain:
    'it ends; what Nova is moving arrives, the compute stays as it is, and it goes on where it stopped when you want',
  probe: 'it ends',
  check: 'it ends',
  practice: 'it ends',
}

export function endOf({ kind }: Pick<Job, 'kind'>): string {
  return ENDS[kind]
}

/** Whether it has to be waited for: steps on machines that are under way, things of a proof that are still there. */
export function endsInOrder({ kind }: Pick<Job, 'kind'>): boolean {
  return kind === 'run' || kind === 'verify'
}

/** Whether somebody would miss it; the others are begun again in a moment. */
export function isMissed(job: Pick<Job, 'kind'>): boolean {
  return endsInOrder(job) || job.kind === 'image' || job.kind === 'recipe' || job.kind === 'drain'
}
