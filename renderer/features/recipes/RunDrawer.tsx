/** One run of a recipe beside the list: how far each part is, what came out of it, and what can be done with it. */
import { Button } from '@mantine/core'
import { IconDownload, IconPlayerPlay, IconPlayerStop, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { OutputValue, PartProgress, RecipeRun } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { Copyable } from '../../ui/Copyable.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Name } from '../../ui/Name.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import { elapsed } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import css from './Recipes.module.css'
import { PART_STATES, possible, runState } from './recipeWords.ts'
import { nameOf } from './runColumns.tsx'
import { SaveOutput } from './SaveOutput.tsx'

interface RunDrawerProps {
  readonly cloud: string
  readonly run: RecipeRun
  readonly onClose: () => void
}

export function RunDrawer({ cloud, run, onClose }: RunDrawerProps) {
  const [removing, setRemoving] = useState(false)
  const [saving, setSaving] = useState<OutputValue>()
  const ofRun = { cloud, run: run.run }
  const resume = useAction('recipes.resume')
  const stop = useAction('recipes.stop')
  const forget = useAction('recipes.forget', { onDone: onClose })
  const remove = useAction('recipes.remove', { quiet: true, onDone: () => setRemoving(false) })
  const can = possible(run)
  const { kind, words } = runState(run)
  const things = run.parts.filter((part) => part.kind !== undefined && part.state === 'done')
  return (
    <SideDrawer
      title={nameOf(run)}
      status={
        <span role="status">
          <Status kind={kind}>{words}</Status>
        </span>
      }
      onClose={onClose}
      actions={
        <>
          {can.resume ? (
            <Button
              size="compact-sm"
              leftSection={<IconPlayerPlay size={14} aria-hidden />}
              loading={resume.isPending}
              onClick={() => resume.mutate(ofRun)}
            >
              Go on
            </Button>
          ) : undefined}
          {run.isBusy ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlayerStop size={14} aria-hidden />}
              onClick={() => stop.mutate(ofRun)}
            >
              Stop
            </Button>
          ) : undefined}
          {can.remove ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => setRemoving(true)}
            >
              Remove all it made
            </Button>
          ) : undefined}
          {can.forget ? (
            <Button size="compact-sm" variant="default" loading={forget.isPending} onClick={() => forget.mutate(ofRun)}>
              Take off the list
            </Button>
          ) : undefined}
        </>
      }
    >
      {run.error === undefined || run.isBusy || run.state === 'stopped' ? undefined : <ErrorNote error={run.error} />}
      {can.resume && run.state !== 'failed' ? (
        <p className={css.about}>What was made until then is there. Go on with the rest, or remove all of it.</p>
      ) : undefined}
      {run.outputs.length === 0 ? undefined : (
        <section aria-label="What came out of it" className={css.block}>
          <h3>What came out of it</h3>
          {run.outputs.map((output) => (
            <div key={output.name} className={css.output}>
              <span className={css.outputTitle}>{output.title}</span>
              <Copyable text={output.text ?? output.file ?? ''} what={output.title} />
              {output.file === undefined ? undefined : (
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconDownload size={12} aria-hidden />}
                  onClick={() => setSaving(output)}
                >
                  Save elsewhere
                </Button>
              )}
            </div>
          ))}
        </section>
      )}
      <section aria-label="Parts" className={css.block}>
        <h3>Parts</h3>
        <ol className={css.progress}>
          {run.parts.map((part) => (
            <li key={part.id}>
              <PartRow part={part} live={run.isBusy} />
            </li>
          ))}
        </ol>
      </section>
      <Confirm
        opened={removing}
        title={`Remove all that ${nameOf(run)} made?`}
        action={things.length === 0 ? 'Remove what is left' : `Remove ${things.length} things`}
        busy={remove.isPending}
        error={remove.error?.data}
        onConfirm={() => remove.mutate(ofRun)}
        onClose={() => setRemoving(false)}
      >
        <p>
          Its instances go with everything on their disks, and its addresses, groups and keys with them. Only what
          carries the mark of this run is touched.
        </p>
        <ul className={css.things}>
          {things.map(({ id, result, title }) => (
            <li key={id}>
              {title}
              {result?.name === undefined ? '' : ': '}
              {result?.name === undefined ? (result?.address ?? '') : <Name name={result.name} />}
            </li>
          ))}
        </ul>
      </Confirm>
      {saving === undefined ? undefined : (
        <SaveOutput cloud={cloud} run={run.run} output={saving} onClose={() => setSaving(undefined)} />
      )}
    </SideDrawer>
  )
}

function PartRow({ part, live }: { readonly part: PartProgress; readonly live: boolean }) {
  const { error, result, startedAt, endedAt, state, title } = part
  // What was under way when its program was ended is under way no longer.
  const { kind, words } =
    state === 'running' && !live ? { kind: 'needs-you' as const, words: 'Broken off' } : PART_STATES[state]
  return (
    <div className={css.partRow}>
      <span className={css.partTitle}>
        <Name name={title} />
        {result?.address === undefined ? undefined : <code className={css.result}>{result.address}</code>}
      </span>
      <span className={css.time}>
        {startedAt === undefined || state === 'removed' ? undefined : endedAt !== undefined ? (
          elapsed(endedAt - startedAt)
        ) : live ? (
          <Clock since={startedAt} />
        ) : undefined}
      </span>
      <Status kind={kind}>{words}</Status>
      {error === undefined || live ? undefined : <p className={css.partError}>{error.message}</p>}
    </div>
  )
}

function Clock({ since }: { readonly since: number }) {
  const now = useNow(true)
  return <>{elapsed(now - since)}</>
}
