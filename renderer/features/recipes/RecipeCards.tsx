/** The recipes there are: what each is for, where its file is, and the two things one does with it. */
import { Button } from '@mantine/core'
import { IconArrowRight, IconCopy } from '@tabler/icons-react'
import type { RecipeSummary } from '../../../electron/contract/index.ts'
import { isolated } from '../../ui/bidi.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { Name } from '../../ui/Name.tsx'
import { PermittedButton } from '../../ui/PermittedButton.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Recipes.module.css'

interface RecipeCardsProps {
  readonly recipes: readonly RecipeSummary[]
  /** Why this person may make nothing; undefined where they may. */
  readonly forbidden: string | undefined
  readonly onRun: (recipe: RecipeSummary) => void
  readonly onCopy: (recipe: RecipeSummary) => void
}

export function RecipeCards({ forbidden, recipes, onRun, onCopy }: RecipeCardsProps) {
  return (
    <ul className={css.cards}>
      {recipes.map((recipe) => (
        <li key={recipe.name} className={css.card}>
          <h2>
            <Name name={recipe.title} />
          </h2>
          {recipe.problems.length === 0 ? (
            <p className={css.about}>{recipe.about}</p>
          ) : (
            <div className={css.about}>
              <Status kind="needs-you">This file cannot be run yet:</Status>
              <ul className={css.problems}>
                {recipe.problems.slice(0, 4).map(({ line, message, where }) => (
                  <li key={`${line} ${where} ${message}`}>
                    Line {line}
                    {where === '' ? '' : `, ${where}`}: {message}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <div className={css.file}>
            {recipe.isShipped ? (
              <span className={css.about}>Comes with Stackstead</span>
            ) : (
              <Copyable text={recipe.file} what="path of the file" />
            )}
          </div>
          <div className={css.buttons}>
            <PermittedButton
              forbidden={forbidden}
              size="compact-md"
              rightSection={<IconArrowRight size={14} aria-hidden />}
              disabled={recipe.problems.length > 0}
              onClick={() => onRun(recipe)}
            >
              Set up {isolated(recipe.title)}
            </PermittedButton>
            <Button
              size="compact-md"
              variant="default"
              leftSection={<IconCopy size={14} aria-hidden />}
              onClick={() => onCopy(recipe)}
            >
              Copy its file
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}
