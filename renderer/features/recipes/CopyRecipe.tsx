/** Copies a recipe's file into the person's own folder, to be changed there. */
import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RecipeSummary } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { isolated } from '../../ui/bidi.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status } from '../../ui/Status.tsx'
import css from './Recipes.module.css'
import { copyName } from './recipeWords.ts'

interface CopyRecipeProps {
  readonly cloud: string
  readonly recipe: RecipeSummary
  readonly taken: readonly string[]
  readonly onCopied: () => void
  readonly onClose: () => void
}

export function CopyRecipe({ cloud, recipe, taken, onCopied, onClose }: CopyRecipeProps) {
  const [as, setAs] = useState(() => copyName(recipe.name, taken))
  const copy = useAction('recipes.copy', { quiet: true, onDone: onCopied })
  const problem = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(as)
    ? undefined
    : 'Small letters, digits and hyphens, 40 at most, beginning with a letter.'
  return (
    <Modal opened onClose={onClose} title={`Copy ${isolated(recipe.title)}`} centered>
      <form
        className={css.dialog}
        onSubmit={(event) => {
          event.preventDefault()
          if (problem === undefined) copy.mutate({ cloud, recipe: recipe.name, as })
        }}
      >
        <TextInput
          label="Name of the copy"
          description="A file in your own folder of recipes. Change it with any editor; it is listed here at once."
          data-autofocus
          value={as}
          error={problem}
          spellCheck={false}
          onChange={(event) => setAs(event.currentTarget.value)}
        />
        {copy.error === null ? undefined : <ErrorNote error={copy.error.data} />}
        {copy.data === undefined ? undefined : (
          <div role="status">
            <Status kind="works">Copied to</Status> <Copyable text={copy.data.file} what="path of the file" />
          </div>
        )}
        <div className={css.ends}>
          <Button variant="default" onClick={onClose}>
            {copy.data === undefined ? 'Cancel' : 'Close'}
          </Button>
          {copy.data === undefined ? (
            <Button type="submit" loading={copy.isPending} disabled={problem !== undefined}>
              Copy
            </Button>
          ) : undefined}
        </div>
      </form>
    </Modal>
  )
}
