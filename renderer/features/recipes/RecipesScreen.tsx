/** Recipes: things made together from a file, followed while they are made, and removed together. */
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import type { RecipeRun, RecipeSummary } from '../../../electron/contract/index.ts'
import { useReadingOnly } from '../../api/useMe.ts'
import { useRequest } from '../../api/useRequest.ts'
import { useStream } from '../../api/useStream.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { count } from '../../ui/words.ts'
import { CopyRecipe } from './CopyRecipe.tsx'
import { RecipeCards } from './RecipeCards.tsx'
import { RecipeForm } from './RecipeForm.tsx'
import css from './Recipes.module.css'
import { RunDrawer } from './RunDrawer.tsx'
import { COLUMNS } from './runColumns.tsx'
import { Strays } from './Strays.tsx'

const rowId = ({ run }: RecipeRun): string => run
/** Milliseconds between two looks at the files: they are changed in an editor beside this window. */
const LOOK = 2000
const NEWEST = [{ id: 'when', desc: true }]

export function RecipesScreen() {
  const cloud = useCloud()
  const { data: recipes, error, refetch } = useRequest('recipes.list', { cloud }, { every: LOOK })
  const { value: runs, error: noRuns } = useStream('recipes.runs', { cloud })
  const [, setSearch] = useSearchParams()
  const forbidden = useReadingOnly(cloud)
  const form = useDrawer('recipe')
  const drawer = useDrawer('run')
  const [copying, setCopying] = useState<RecipeSummary>()
  const chosen = recipes?.find(({ name }) => name === form.open)
  const open = runs?.find(({ run }) => run === drawer.open)
  const busy = runs?.filter(({ isBusy }) => isBusy).length ?? 0
  const copyDialog =
    copying === undefined ? undefined : (
      <CopyRecipe
        cloud={cloud}
        recipe={copying}
        taken={recipes?.map(({ name }) => name) ?? []}
        onCopied={() => void refetch()}
        onClose={() => setCopying(undefined)}
      />
    )
  if (chosen !== undefined && chosen.problems.length === 0 && forbidden === undefined) {
    return (
      <Screen title="Recipes" fill status={<span role="status">{chosen.title}</span>}>
        <RecipeForm
          key={chosen.name}
          cloud={cloud}
          recipe={chosen}
          onBack={form.close}
          onStarted={(run) => setSearch({ run }, { replace: true })}
        />
      </Screen>
    )
  }
  return (
    <Screen
      title="Recipes"
      fill
      status={
        <span role="status">
          {recipes === undefined ? '' : count(recipes.length, 'recipe')}
          {busy === 0 ? '' : `, ${busy} at work`}
        </span>
      }
    >
      {error === null ? undefined : <ErrorNote error={error.data} />}
      {recipes === undefined ? (
        error === null && <Waiting what="recipes" />
      ) : (
        <WithDrawer
          drawer={
            open === undefined ? undefined : (
              <RunDrawer key={open.run} cloud={cloud} run={open} onClose={drawer.close} />
            )
          }
        >
          <div className={css.screen}>
            <RecipeCards
              recipes={recipes}
              forbidden={forbidden}
              onRun={({ name }) => form.show(name)}
              onCopy={setCopying}
            />
            <Strays cloud={cloud} />
            {noRuns === undefined ? undefined : <ErrorNote error={noRuns} />}
            {runs === undefined ? undefined : (
              <DataTable
                id="recipe-runs"
                label="What recipes made"
                rows={runs}
                columns={COLUMNS}
                rowId={rowId}
                sort={NEWEST}
                open={drawer.open}
                onOpen={({ run }) => drawer.show(run)}
                empty={
                  <p className={css.none}>
                    No recipe was run here yet. Set one up above: it says what it would make and what it needs before
                    anything is made.
                  </p>
                }
              />
            )}
          </div>
        </WithDrawer>
      )}
      {copyDialog}
    </Screen>
  )
}
