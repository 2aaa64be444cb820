/** Address, name and login of one machine: for a new one and for an edited one alike. */
import { NumberInput, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Form } from '../../ui/useForm.ts'
import { LoginFields } from './LoginFields.tsx'
import css from './MachineForm.module.css'
import type { MachineFields } from './machineFields.ts'
import { nameFromAddress, readLogin } from './machineName.ts'

interface MachineFormProps {
  readonly form: Form<MachineFields>
  /** Names of the other machines. */
  readonly taken: readonly string[]
  /** The name was chosen before: it does not follow the address. */
  readonly named?: boolean
  readonly kept?: readonly string[]
  /** The form took the place of another: the focus goes to its beginning. */
  readonly next?: boolean
}

export function MachineForm({ form, taken, named = false, kept = [], next = false }: MachineFormProps) {
  const typed = useRef(named)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (next) first.current?.focus()
  }, [next])
  const address = form.text('address')
  const name = form.text('name')
  /** "root@10.0.0.5:2222" is what people paste: it belongs into three fields. */
  const divide = (): void => {
    const login = readLogin(form.values.address)
    if (login.address !== form.values.address) form.set(login)
  }
  return (
    <>
      <div className={css.pair}>
        <TextInput
          ref={first}
          data-autofocus
          label="Address"
          placeholder="192.168.1.20 or nas.home.lan"
          autoComplete="off"
          classNames={{ input: 'mono' }}
          {...address}
          onChange={(event) => {
            const text = event.currentTarget.value
            form.set({
              address: text,
              ...(typed.current ? {} : { name: nameFromAddress(readLogin(text).address, taken) }),
            })
          }}
          onBlur={() => {
            divide()
            address.onBlur()
          }}
          // Enter sends the form without leaving the field.
          onKeyDown={({ key }) => key === 'Enter' && divide()}
        />
        <TextInput
          label="Name"
          placeholder="nas"
          autoComplete="off"
          {...name}
          onChange={(event) => {
            typed.current = event.currentTarget.value !== ''
            name.onChange(event)
          }}
        />
      </div>
      <div className={css.three}>
        <TextInput label="User" placeholder="As ssh is configured" autoComplete="off" {...form.text('user')} />
        <NumberInput
          label="Port"
          placeholder="22"
          hideControls
          allowDecimal={false}
          name="port"
          value={form.values.port}
          error={form.error('port')}
          onBlur={form.text('port').onBlur}
          onChange={(port) => form.set({ port: String(port) })}
        />
        <TextInput
          label="Through a jump host"
          placeholder="user@gateway:22"
          autoComplete="off"
          classNames={{ input: 'mono' }}
          {...form.text('jump')}
        />
      </div>
      <LoginFields form={form} kept={kept} />
    </>
  )
}
