/** The columns of the table of what recipes have made. */
import type { RecipeRun } from '../../../electron/contract/index.ts'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { moment } from '../../ui/time.ts'
import { partsDone, runState } from './recipeWords.ts'

export const COLUMNS: readonly Column<RecipeRun>[] = [
  {
    id: 'name',
    title: 'Name',
    width: 200,
    value: nameOf,
    cell: (run) => <Name name={nameOf(run)} id={run.run} strong />,
  },
  {
    id: 'recipe',
    title: 'Recipe',
    width: 180,
    value: ({ title }) => title,
    cell: ({ title }) => <Name name={title} />,
  },
  {
    id: 'state',
    title: 'State',
    width: 176,
    value: (run) => runState(run).words,
    cell: (run) => <Status kind={runState(run).kind}>{runState(run).words}</Status>,
  },
  { id: 'parts', title: 'Parts', width: 96, align: 'end', mono: true, value: partsDone },
  {
    id: 'when',
    title: 'Begun',
    width: 176,
    value: ({ startedAt }) => startedAt,
    text: ({ startedAt }) => moment(startedAt),
  },
  { id: 'run', title: 'Run', width: 200, mono: true, value: ({ run }) => run },
]

/** What the person called it, where the recipe has a name. */
export function nameOf({ given, run }: RecipeRun): string {
  return typeof given.name === 'string' ? given.name : run
}
