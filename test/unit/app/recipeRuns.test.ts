/** The list of recipes' runs: what memory knows is not undone by a disk that was read meanwhile. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jobs } from '../../../electron/app/jobs.ts'
import { recipeRuns } from '../../../electron/app/recipes/recipeRuns.ts'
import type { RecipeEvent } from '../../../provisioner/index.ts'

const RUN = 'web-0a1b2c'
const STARTED: RecipeEvent = {
  ...{ type: 'started', at: 1, run: RUN, recipe: 'web', title: 'Web', text: '', given: {} },
  parts: [],
}

test('a run that ends while the list is read from disk stays ended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stackstead-runs-'))
  await writeFile(join(folder, `${RUN}.jsonl`), `${JSON.stringify(STARTED)}\n`)
  const runs = recipeRuns(jobs())
  const list = await runs.follow('home', folder)
  const end = Promise.withResolvers<void>()
  await runs.begin({
    ...{ cloud: 'home', folder, run: RUN, title: 'Go on' },
    work: async ({ emit }) => {
      await end.promise
      emit?.({ type: 'ended', at: 2, outcome: 'done' }, RUN)
    },
  })
  expect(list.get()).toMatchObject([{ isBusy: true, state: 'making' }])
  const reading = runs.follow('home', folder)
  end.resolve()
  await reading
  expect(list.get()).toMatchObject([{ isBusy: false, state: 'done' }])
  await rm(folder, { recursive: true })
})
