/** Tags and metadata of an instance: tags to find it by, metadata that it and programs read. */
import { TagsInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { PairsEditor } from '../../../ui/PairsEditor.tsx'
import { hasPairProblem, pairsOf } from '../../../ui/pairs.ts'
import css from '../Instances.module.css'
import type { InstanceDialogProps } from './dialogProps.ts'
import { noteSteps } from './noteSteps.ts'

/** Nova's limit (api-ref, Server tags). */
const MOST_TAGS = 50

export function NotesDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  const [tags, setTags] = useState<string[]>([...server.tags])
  const [pairs, setPairs] = useState(pairsOf(server.metadata))
  const steps = noteSteps(server, tags, pairs)
  return (
    <ActionDialog
      cloud={cloud}
      title={`Tags and metadata of ${isolated(server.name)}`}
      submit="Save"
      size={560}
      steps={steps}
      waiting={
        hasPairProblem(pairs)
          ? 'Each name once, and none without one.'
          : steps.length === 0
            ? 'Nothing is changed yet.'
            : undefined
      }
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <TagsInput
            label="Tags"
            description="Words to find it by in the list. Press Enter after each."
            data-autofocus
            maxTags={MOST_TAGS}
            splitChars={[',']}
            acceptValueOnBlur
            value={tags}
            error={firstOf(tags.filter((tag) => !server.tags.includes(tag)).map((_tag, at) => problem(`add.${at}`)))}
            onChange={setTags}
          />
          <div className={css.section}>
            <h3>Metadata</h3>
            <PairsEditor
              what="metadata entry"
              pairs={pairs}
              onChange={setPairs}
              problem={(key) => problem(`set.${key}`)}
            />
          </div>
        </>
      )}
    </ActionDialog>
  )
}

function firstOf(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined)
}
