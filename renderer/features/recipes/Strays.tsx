/** Things in the cloud that a recipe made and whose run nobody here knows: made on another computer, or its journal was lost. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { StrayRun } from '../../../electron/contract/index.ts'
import { useAction, useRequest } from '../../api/useRequest.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
import { count } from '../../ui/words.ts'
import css from './Recipes.module.css'

export function Strays({ cloud }: { readonly cloud: string }) {
  const { data, refetch } = useRequest('recipes.strays', { cloud }, { untilAnswered: true })
  const [chosen, setChosen] = useState<StrayRun>()
  const remove = useAction('recipes.remove', {
    quiet: true,
    onDone: () => {
      setChosen(undefined)
      void refetch()
    },
  })
  if (data === undefined || data.length === 0) return null
  return (
    <section className={css.strays} aria-label="Made elsewhere">
      <Status kind="needs-you">
        {count(data.length, 'run')} of recipes {data.length === 1 ? 'is' : 'are'} in this cloud that this computer knows
        nothing of: made on another one, or its journal is gone.
      </Status>
      <ul>
        {data.map((stray) => (
          <li key={stray.run}>
            <code>{stray.run}</code> {count(stray.things.length, 'thing')}{' '}
            <Button size="compact-xs" variant="default" onClick={() => setChosen(stray)}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <Confirm
        opened={chosen !== undefined}
        title={`Remove all that ${chosen?.run ?? ''} made?`}
        action={`Remove ${count(chosen?.things.length ?? 0, 'thing')}`}
        busy={remove.isPending}
        error={remove.error?.data}
        onConfirm={() => chosen !== undefined && remove.mutate({ cloud, run: chosen.run })}
        onClose={() => setChosen(undefined)}
      >
        <p>Somebody may still use it. Its instances go with everything on their disks.</p>
        <ul className={css.things}>
          {chosen?.things.map(({ kind, name }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: things may have the same kind and name, and the list stands still.
            <li key={index}>
              {kind} <Name name={name} />
            </li>
          ))}
        </ul>
      </Confirm>
    </section>
  )
}
