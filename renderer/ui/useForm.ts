/** A form that says what is wrong beside its field, on leaving it and on sending, and sends nothing until all is right. */
import { type FormEvent, useId, useRef, useState } from 'react'
import type { z } from 'zod'
import { afterPress } from './afterPress.ts'
import { type FieldErrors, fieldErrors } from './formErrors.ts'

interface FormInput<V extends object> {
  readonly initial: V
  /** Its messages are read by the person: every rule has one. */
  readonly schema: z.ZodType<unknown, V>
  readonly onSubmit: (values: V) => void
}

export interface Form<V extends object> {
  readonly values: V
  readonly set: (fields: Partial<V>) => void
  /** For a text input of Mantine: value, handlers and the message. */
  readonly text: <K extends keyof V & string>(
    field: K,
  ) => {
    readonly value: string
    readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
    readonly onBlur: () => void
    readonly error: string | undefined
    readonly name: K
  }
  readonly error: (field: keyof V & string) => string | undefined
  /** For the <form>. */
  readonly props: { readonly id: string; readonly noValidate: true; readonly onSubmit: (event: FormEvent) => void }
}

export function useForm<V extends object>({ initial, schema, onSubmit }: FormInput<V>): Form<V> {
  const id = useId()
  const [values, setValues] = useState(initial)
  /** Fields that were left or sent: only these may complain. */
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const latest = useRef(values)
  latest.current = values
  const errors: FieldErrors<V> = fieldErrors(schema, values)
  const error = (field: keyof V & string): string | undefined => (seen.has(field) ? errors[field] : undefined)
  const set = (fields: Partial<V>): void => setValues((before) => ({ ...before, ...fields }))
  return {
    values,
    set,
    error,
    text: (field) => ({
      name: field,
      value: String(values[field] ?? ''),
      error: error(field),
      onChange: (event) => set({ [field]: event.currentTarget.value } as unknown as Partial<V>),
      // Nothing typed yet is no mistake yet.
      onBlur: () =>
        afterPress(() => {
          if (String(latest.current[field] ?? '') !== '') setSeen((before) => new Set([...before, field]))
        }),
    }),
    props: {
      id,
      noValidate: true,
      onSubmit(event) {
        event.preventDefault()
        event.stopPropagation()
        setSeen(new Set(Object.keys(latest.current)))
        const wrong = Object.keys(fieldErrors(schema, latest.current))
        if (wrong.length === 0) return onSubmit(latest.current)
        const form = event.currentTarget
        if (!(form instanceof HTMLFormElement)) return
        const first = [...form.elements].find(
          (element): element is HTMLInputElement => element instanceof HTMLInputElement && wrong.includes(element.name),
        )
        first?.focus()
      },
    },
  }
}
