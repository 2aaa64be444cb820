/** A run at work or from history: failures, timetable, and below it the steps of what is chosen with their output. */
import { Button, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { useSearchParams } from 'react-router'
import { RunFailures } from './RunFailures.tsx'
import css from './RunWork.module.css'
import { StepList } from './StepList.tsx'
import { StepLog } from './StepLog.tsx'
import { TimeTable } from './TimeTable.tsx'
import { useRunPart } from './useRun.ts'

interface RunWorkProps {
  readonly cloud: string
  readonly run: string
  readonly live: boolean
  readonly expectedEnd: number | undefined
}

export function RunWork({ cloud, run, live, expectedEnd }: RunWorkProps) {
  const [params, setParams] = useSearchParams()
  const [text, setText] = useState('')
  const machines = useRunPart((store) => store.machines())
  const everywhere = params.get('machine') === '*'
  const machine = everywhere ? undefined : (params.get('machine') ?? machines[0])
  const component = params.get('component') ?? undefined
  const chosen = params.get('step') ?? undefined
  const working = useRunPart((store) => (machine === undefined ? undefined : store.atWork(machine, component)))
  const step = chosen ?? working

  const choose = useCallback(
    (next: { readonly machine?: string; readonly component?: string | undefined; readonly step?: string }) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before)
          for (const name of ['machine', 'component', 'step'] as const) {
            if (!(name in next)) continue
            const value = next[name]
            if (value === undefined) after.delete(name)
            else after.set(name, value)
          }
          if (!('step' in next)) after.delete('step')
          return after
        },
        { replace: true, flushSync: true },
      ),
    [setParams],
  )
  const onLane = useCallback(
    (name: string, part: string | undefined) => choose({ machine: name, component: part }),
    [choose],
  )
  const onStep = useCallback((id: string) => choose({ step: id }), [choose])

  return (
    <div className={css.work}>
      <RunFailures onShow={(failed) => choose({ machine: failed.machine, component: undefined, step: failed.id })} />
      <TimeTable live={live} expectedEnd={expectedEnd} machine={machine} component={component} onSelect={onLane} />
      <div className={css.below}>
        <section className={css.steps} aria-label="Steps">
          <div className={css.bar}>
            <TextInput
              className={css.search ?? ''}
              aria-label="Search steps"
              placeholder={machine === undefined ? 'Search steps of all machines' : `Search steps of ${machine}`}
              leftSection={<IconSearch size={14} aria-hidden />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {component === undefined ? undefined : (
              <Button
                size="compact-xs"
                variant="default"
                rightSection={<IconX size={12} aria-hidden />}
                aria-label={`Show more than ${component}`}
                onClick={() => choose({ component: undefined })}
              >
                {component}
              </Button>
            )}
            <Button
              size="compact-xs"
              variant={everywhere ? 'filled' : 'default'}
              aria-pressed={everywhere}
              onClick={() => (everywhere ? choose({ component, ...first(machines) }) : choose({ machine: '*' }))}
            >
              All machines
            </Button>
          </div>
          <StepList
            machine={machine}
            component={component}
            text={text}
            selected={step}
            follow={chosen === undefined && live}
            live={live}
            onSelect={onStep}
          />
        </section>
        <section className={css.output} aria-label="Output of the step">
          <StepLog cloud={cloud} run={run} step={step} />
        </section>
      </div>
    </div>
  )
}

function first([machine]: readonly string[]): { readonly machine?: string } {
  return machine === undefined ? {} : { machine }
}
