/** Learn by looking: the requests, the command and the Terraform that do what this form or menu does, live while it is filled in. */
import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useActions } from '../api/useActions.ts'
import { Copyable } from './Copyable.tsx'
import css from './Explain.module.css'
import { type ActionStep, type ExplainedText, explained } from './explained.ts'

export interface ExplainProps {
  /** What is done, one after the other, with the inputs as the form has them now: whole or not. */
  readonly steps: readonly ActionStep[]
}

type Way = keyof ExplainedText

const WAYS: readonly { readonly value: Way; readonly label: string; readonly what: string }[] = [
  { value: 'rest', label: 'REST', what: 'request' },
  { value: 'openstack', label: 'openstack', what: 'command' },
  { value: 'terraform', label: 'Terraform', what: 'Terraform' },
]

/** The way a person chose last: whoever wants Terraform wants it in the next dialog too. */
let chosen: Way = 'openstack'

export function Explain({ steps }: ExplainProps) {
  const actions = useActions()
  const [way, setWay] = useState(chosen)
  // Forms give a new object with every letter typed and with every other change of the screen.
  const key = JSON.stringify(steps)
  const found = useMemo(
    () => (actions === undefined ? undefined : explained(actions, JSON.parse(key) as ActionStep[])),
    [actions, key],
  )
  return (
    <div className={css.explain}>
      <SegmentedControl
        size="xs"
        aria-label="Way to do the same"
        data={WAYS.map(({ value, label }) => ({ value, label }))}
        value={way}
        onChange={(value) => {
          chosen = value as Way
          setWay(value as Way)
        }}
      />
      {found === undefined ? <p className={css.quiet}>Looking up how it is done.</p> : undefined}
      {found?.whole === false ? (
        <div className={css.quiet}>
          <p>It shows here when the form is whole. Still to be filled in:</p>
          <ul className={css.missing}>
            {found.missing.map((why) => (
              <li key={why}>{why}</li>
            ))}
          </ul>
        </div>
      ) : undefined}
      {found?.whole === true ? <Text text={found.text} way={way} /> : undefined}
    </div>
  )
}

function Text({ text, way }: { readonly text: ExplainedText; readonly way: Way }) {
  const shown = text[way]
  const { what } = WAYS.find(({ value }) => value === way) ?? { what: 'text' }
  if (shown === undefined) {
    return (
      <p className={css.quiet}>
        Terraform describes what should be there, and has no word for this one act. Use the command.
      </p>
    )
  }
  return (
    <>
      <div className={css.text}>
        <Copyable block text={shown} what={what} />
      </div>
      {way === 'openstack' ? (
        <p className={css.quiet}>For a shell with the cloud's credentials: the local terminal here has them.</p>
      ) : undefined}
    </>
  )
}
