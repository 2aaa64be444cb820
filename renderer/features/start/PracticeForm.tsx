/** Practice machines: those that are there, how many new ones and under which name, or what stands in the way of that. */
import { Button, NumberInput, TextInput } from '@mantine/core'
import { z } from 'zod'
import type { PracticeView } from '../../../electron/contract/index.ts'
import { useAction } from '../../api/useRequest.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status } from '../../ui/Status.tsx'
import { mebibytes } from '../../ui/time.ts'
import { useForm } from '../../ui/useForm.ts'
import { practiceName } from './cloudName.ts'
import { freeName } from './firstAddress.ts'
import css from './StartScreen.module.css'

interface PracticeFormProps {
  readonly computer: PracticeView
  readonly taken: readonly string[]
  readonly onLookAgain: () => void
}

export function PracticeForm({ computer, taken, onLookAgain }: PracticeFormProps) {
  const start = useAction('practice.start', { quiet: true })
  const names = [...taken, ...computer.labs]
  const form = useForm({
    initial: { name: freeName('practice', names, ''), machines: 3 as number | string },
    schema: z.object({
      name: practiceName(names),
      machines: z.coerce
        .number('Between 1 and 4.')
        .int('Whole machines only.')
        .min(1, 'One at least.')
        .max(4, 'Four at most.'),
    }) as z.ZodType<unknown, { name: string; machines: number | string }>,
    onSubmit: ({ name, machines }) => start.mutate({ name, machines: Number(machines), ready: true }),
  })
  const missing = computer.lacks.filter(({ canInstall }) => !canInstall)
  const installed = computer.lacks.filter(({ canInstall }) => canInstall)
  const unused = computer.labs.filter((lab) => !taken.includes(lab))
  return (
    <form {...form.props} className={css.fields}>
      {unused.length === 0 ? undefined : (
        <>
          <Status kind="works">
            {unused.length === 1 ? 'Practice machines are here already' : 'Several practice machines are here already'}
          </Status>
          <div className={css.wrapped}>
            {unused.map((name) => (
              <Button
                key={name}
                loading={start.isPending && start.variables.name === name}
                onClick={() => start.mutate({ name, ready: true })}
              >
                Use practice machines “{name}”
              </Button>
            ))}
          </div>
        </>
      )}
      {missing.length === 0 ? (
        <div className={css.row}>
          <TextInput label="Name of the cloud" autoComplete="off" {...form.text('name')} />
          <NumberInput
            label="Machines"
            name="machines"
            min={1}
            max={4}
            clampBehavior="none"
            value={form.values.machines}
            error={form.error('machines')}
            onChange={(machines) => form.set({ machines })}
          />
        </div>
      ) : (
        <div>
          <Status kind="needs-you">
            This computer is not ready {unused.length === 0 ? 'for that' : 'for others'} yet
          </Status>
        </div>
      )}
      {computer.lacks.length === 0 ? undefined : (
        <ul className={css.lacks}>
          {missing.map(({ what, remedy }) => (
            <li key={what} className={css.lack}>
              <span>{what}</span>
              {/^(sudo|apt|apt-get|modprobe|sysctl|npm|usermod) /.test(remedy) ? (
                <Copyable block text={remedy} what="the command" />
              ) : (
                <p>{remedy}</p>
              )}
            </li>
          ))}
          {missing.length > 0
            ? undefined
            : installed.map(({ what }) => (
                <li key={what}>
                  <Status kind="off">{what} — installed first</Status>
                </li>
              ))}
        </ul>
      )}
      {start.error === null ? undefined : <ErrorNote error={start.error.data} />}
      <div className={css.end}>
        {missing.length === 0 ? (
          <Button type="submit" variant="default" loading={start.isPending && start.variables.machines !== undefined}>
            Practise on this computer
          </Button>
        ) : (
          <Button variant="default" onClick={onLookAgain}>
            Look again
          </Button>
        )}
        <span className={css.elapsed}>{mebibytes(computer.memory)} of memory free</span>
      </div>
    </form>
  )
}
