/** A recipe before it runs: what can be chosen, what it would make, and whether the project's quota has room for it. */
import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowLeft, IconPlayerPlay } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Given, RecipePreview, RecipeSummary } from '../../../electron/contract/index.ts'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { isolated } from '../../ui/bidi.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Scrolled } from '../../ui/Scrolled.tsx'
import { count } from '../../ui/words.ts'
import { MakeList } from './MakeList.tsx'
import { Needs } from './Needs.tsx'
import { ParameterField } from './ParameterField.tsx'
import css from './Recipes.module.css'

interface RecipeFormProps {
  readonly cloud: string
  readonly recipe: RecipeSummary
  readonly onStarted: (run: string) => void
  readonly onBack: () => void
}

/** Milliseconds after the last letter until the cloud is asked. */
const PAUSE = 300

export function RecipeForm({ cloud, recipe, onStarted, onBack }: RecipeFormProps) {
  const [given, setGiven] = useState<Given>({})
  const [asked] = useDebouncedValue(given, PAUSE)
  const { data, error } = useRequest(
    'recipes.preview',
    { cloud, recipe: recipe.name, given: asked },
    { untilAnswered: true },
  )
  // While another question is asked, the last answer stays: nothing jumps under the hand.
  const last = useRef<RecipePreview>(undefined)
  last.current = data ?? last.current
  const preview = last.current
  const start = useAction('recipes.start', { quiet: true, onDone: ({ run }) => onStarted(run) })
  const short = preview?.needs.some(({ isTooMuch }) => isTooMuch) === true
  const wrong = preview !== undefined && (Object.keys(preview.problems).length > 0 || preview.error !== undefined)
  const settled = data !== undefined && asked === given
  const why = short ? 'The quota leaves too little.' : wrong ? 'Something above is not right yet.' : undefined
  const made = preview?.parts.filter(({ action }) => action !== undefined).length ?? 0
  return (
    <Scrolled as="section" className={css.form} aria-label={`Run ${isolated(recipe.title)}`}>
      <form
        className={css.columns}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (settled && why === undefined) start.mutate({ cloud, recipe: recipe.name, given })
        }}
      >
        <div className={css.column}>
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconArrowLeft size={14} aria-hidden />}
              onClick={onBack}
            >
              All recipes
            </Button>
          </div>
          <h2>{recipe.title}</h2>
          <p className={css.about}>{recipe.about}</p>
          {Object.entries(recipe.parameters).map(([name, parameter]) => (
            <ParameterField
              key={name}
              parameter={parameter}
              value={given[name]}
              standing={preview?.given[name]}
              choices={preview?.choices}
              error={preview?.problems[name]}
              onChange={(value) =>
                setGiven(({ [name]: _before, ...others }) =>
                  value === undefined ? others : { ...others, [name]: value },
                )
              }
            />
          ))}
        </div>
        <div className={css.column}>
          <h3>What it needs</h3>
          {error === null ? undefined : <ErrorNote error={error.data} />}
          {preview?.error === undefined ? undefined : <ErrorNote error={preview.error} />}
          {preview === undefined ? (
            error === null && <p className={css.about}>Reading what this cloud has, and what the quota leaves.</p>
          ) : preview.needs.length === 0 ? (
            <p className={css.about}>It shows here when everything is chosen.</p>
          ) : (
            <Needs needs={preview.needs} />
          )}
          {preview !== undefined && preview.parts.length > 0 ? (
            <>
              <h3>What it makes: {count(made, 'thing')}</h3>
              <p className={css.about}>
                In this order. Each carries a mark of the run, by which all of it is found and removed again.
              </p>
              <MakeList parts={preview.parts} />
            </>
          ) : undefined}
          {start.error === null ? undefined : <ErrorNote error={start.error.data} />}
          <div className={css.send}>
            <span className={css.about} id="recipe-why">
              {why ?? 'What is running is not touched.'}
            </span>
            <Button
              type="submit"
              leftSection={<IconPlayerPlay size={14} aria-hidden />}
              loading={start.isPending}
              disabled={!settled || why !== undefined}
              aria-describedby="recipe-why"
            >
              Run {isolated(recipe.title)}
            </Button>
          </div>
        </div>
      </form>
    </Scrolled>
  )
}
