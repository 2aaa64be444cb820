/** Launch instance: everything a new one is made of on one screen, whether it fits beside it, and how the same is done elsewhere. */
import { Button } from '@mantine/core'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useActions } from '../../../api/useActions.ts'
import { useReadingOnly } from '../../../api/useMe.ts'
import { useRows } from '../../../api/useRows.ts'
import { useCloud } from '../../../app/useCloud.ts'
import { Waiting } from '../../../app/Waiting.tsx'
import { afterPress } from '../../../ui/afterPress.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Explain } from '../../../ui/Explain.tsx'
import { PermittedButton } from '../../../ui/PermittedButton.tsx'
import { Screen } from '../../../ui/Screen.tsx'
import { AccessSection } from './AccessSection.tsx'
import css from './CreateInstance.module.css'
import { chosenOf } from './chosen.ts'
import { type Draft, draftOf } from './draft.ts'
import { ForecastPanel } from './ForecastPanel.tsx'
import { formProblems } from './formProblems.ts'
import { MetadataSection } from './MetadataSection.tsx'
import { NameSection } from './NameSection.tsx'
import { NetworkSection } from './NetworkSection.tsx'
import { PlacementSection } from './PlacementSection.tsx'
import type { FormPart } from './parts.ts'
import { SizeSection } from './SizeSection.tsx'
import { stepsOf } from './steps.ts'
import { UserDataSection } from './UserDataSection.tsx'
import { useForecast } from './useForecast.ts'
import { useLaunch } from './useLaunch.ts'
import { useWorld } from './useWorld.ts'
import type { World } from './world.ts'

const TITLE = 'Launch instance'

export function CreateInstanceScreen() {
  const cloud = useCloud()
  const { errors, world } = useWorld(cloud)
  if (world !== undefined) return <Form key={cloud} cloud={cloud} world={world} errors={errors} />
  return (
    <Screen title={TITLE}>
      {errors.map((error) => (
        <ErrorNote key={error.message} error={error} />
      ))}
      {errors.length === 0 ? <Waiting what="images, flavors and networks" /> : undefined}
    </Screen>
  )
}

interface FormProps {
  readonly cloud: string
  readonly world: World
  readonly errors: ReturnType<typeof useWorld>['errors']
}

function Form({ cloud, errors, world }: FormProps) {
  const [search] = useSearchParams()
  const [draft, setDraft] = useState(() => draftOf(search))
  const actions = useActions()
  const chosen = chosenOf(draft, world)
  const problems = actions === undefined ? {} : formProblems(draft, chosen, world, actions)
  const shown = useShownProblems(problems)
  const { busy, error, id, launch, made } = useLaunch(cloud)
  const forbidden = useReadingOnly(cloud)
  const forecast = useForecast(cloud, draft, chosen)
  const form = useRef<HTMLFormElement>(null)
  const formId = useId()
  const landing = useLanding(cloud, id)
  const list = `/clouds/${cloud}/instances`
  const send = (): void => {
    if (busy || landing || actions === undefined || forbidden !== undefined) return
    shown.all()
    if (Object.keys(problems).length > 0) focusFirst(form.current, problems)
    else void launch((done) => stepsOf(draft, chosen, world, done))
  }
  const part: FormPart = {
    cloud,
    draft,
    chosen,
    world,
    set: (fields: Partial<Draft>) => setDraft((before) => ({ ...before, ...fields })),
    problem: shown.problem,
    left: shown.left,
  }
  const count = Number(draft.count)
  const missing = [...new Set(Object.values(problems))]
  const steps = stepsOf(draft, chosen, world, made).filter(({ key }) => !made.has(key))
  return (
    <Screen
      title={TITLE}
      fill
      actions={
        <>
          <Button variant="default" component={Link} to={list}>
            Cancel
          </Button>
          <PermittedButton forbidden={forbidden} form={formId} loading={busy || landing}>
            {count > 1 && count <= 100 ? `Launch ${count} instances` : TITLE}
          </PermittedButton>
        </>
      }
    >
      <div className={css.screen}>
        <form
          ref={form}
          id={formId}
          className={css.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
          onKeyDown={(event) => onKey(event, send)}
        >
          {errors.length === 0 && error === undefined && forbidden === undefined ? undefined : (
            <div className={css.errors}>
              {forbidden === undefined ? undefined : <ErrorNote error={{ code: 'blocked', message: forbidden }} />}
              {errors.map((one) => (
                <ErrorNote key={one.message} error={one} />
              ))}
              {error === undefined ? undefined : <ErrorNote error={error} />}
            </div>
          )}
          <NameSection {...part} />
          <SizeSection {...part} />
          <NetworkSection {...part} />
          <AccessSection {...part} />
          <UserDataSection {...part} />
          <PlacementSection {...part} />
          <MetadataSection {...part} />
        </form>
        <aside className={css.aside} aria-label="Forecast and explanation">
          <ForecastPanel {...forecast} />
          <section aria-labelledby="explained" className={css.verdict}>
            <h2 id="explained">How this is done</h2>
            {missing.length === 0 ? (
              <Explain steps={steps.map(({ action, input }) => ({ action, input }))} />
            ) : (
              <div className={css.quiet}>
                <p>The request, the command and the Terraform stand here when the form is whole:</p>
                <ul className={css.missing}>
                  {missing.map((why) => (
                    <li key={why}>{why}</li>
                  ))}
                </ul>
              </div>
            )}
          </section>
        </aside>
      </div>
    </Screen>
  )
}

/** Only fields that were left, or all after an attempt to send, complain. */
function useShownProblems(problems: Readonly<Record<string, string>>) {
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const [tried, setTried] = useState(false)
  return {
    problem: (name: string) => (tried || seen.has(name) ? problems[name] : undefined),
    left: (name: string) => afterPress(() => setSeen((before) => new Set([...before, name]))),
    all: () => setTried(true),
  }
}

/** Milliseconds the list may take to tell of it: then one goes there anyway. */
const PATIENCE = 3_000

/** Goes to the new instance when the list knows it. @returns whether that is under way */
function useLanding(cloud: string, id: string | undefined): boolean {
  const navigate = useNavigate()
  const { byId } = useRows('live.servers', id === undefined ? undefined : { cloud })
  const isThere = id !== undefined && byId.has(id)
  useEffect(() => {
    if (id === undefined) return undefined
    const go = (): void => void navigate(`/clouds/${cloud}/instances?instance=${encodeURIComponent(id)}`)
    if (isThere) {
      go()
      return undefined
    }
    const timer = setTimeout(go, PATIENCE)
    return () => clearTimeout(timer)
  }, [cloud, id, isThere, navigate])
  return id !== undefined
}

/** Enter sends from the name; from anywhere with Ctrl, so that nothing is launched while one chooses. */
function onKey(event: KeyboardEvent<HTMLFormElement>, send: () => void): void {
  if (event.key !== 'Enter' || event.defaultPrevented) return
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault()
    send()
  } else if (event.target instanceof HTMLInputElement && event.target.dataset.field !== 'name') event.preventDefault()
}

function focusFirst(form: HTMLFormElement | null, problems: Readonly<Record<string, string>>): void {
  const fields = [...(form?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
  fields.find(({ dataset }) => problems[dataset.field ?? ''] !== undefined)?.focus()
}
