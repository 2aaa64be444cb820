/** What a lab tells while it works, so that a person never wonders whether it still does. */

/** One thing under way. `elapsed` is in milliseconds. */
export interface LabProgress {
  readonly title: string
  readonly state: 'started' | 'running' | 'done' | 'failed'
  /** The latest thing it said, while it runs. */
  readonly detail?: string
  readonly elapsed: number
}

export type OnProgress = (progress: LabProgress) => void

/** How often something under way is told again. */
const TICK = 1000

/** Tells the start, the end and, every second, that `work` still runs. */
export async function tell<T>(
  onProgress: OnProgress,
  title: string,
  work: (detail: (line: string) => void) => Promise<T>,
): Promise<T> {
  const begin = performance.now()
  const elapsed = (): number => performance.now() - begin
  let latest: string | undefined
  const report = (state: LabProgress['state']): void =>
    onProgress({ title, state, elapsed: elapsed(), ...(latest !== undefined && { detail: latest }) })
  const ticking = setInterval(() => report('running'), TICK)
  report('started')
  try {
    const result = await work((line) => {
      latest = line
    })
    report('done')
    return result
  } catch (error) {
    report('failed')
    throw error
  } finally {
    clearInterval(ticking)
  }
}
