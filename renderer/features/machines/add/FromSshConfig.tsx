/** Hosts of ~/.ssh/config to tick: ssh's own settings go on holding for them. */
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { SshHost } from '../../../../electron/contract/index.ts'
import { useAction, useRequest } from '../../../api/useRequest.ts'
import { Waiting } from '../../../app/Waiting.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { useForm } from '../../../ui/useForm.ts'
import { count } from '../../../ui/words.ts'
import { LoginFields } from '../LoginFields.tsx'
import css from '../MachineForm.module.css'
import { credentialsOf, EMPTY, listSchema } from '../machineFields.ts'
import { nameFromAddress } from '../machineName.ts'
import type { WayProps } from './AddMachines.tsx'

const NOTHING = {}

export function FromSshConfig({ cloud, taken, onClose }: WayProps) {
  const hosts = useRequest('machines.sshHosts', NOTHING)
  const add = useAction('machines.add', { quiet: true, onDone: onClose })
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const chosen = hosts.data?.filter(({ alias }) => ticked.has(alias)) ?? []
  const form = useForm({
    initial: EMPTY,
    schema: listSchema,
    onSubmit(fields) {
      const credentials = credentialsOf(fields)
      if (chosen.length === 0) return
      add.mutate({ cloud, machines: named(chosen, taken), ...(credentials === undefined ? {} : { credentials }) })
    },
  })
  if (hosts.error !== null) return <ErrorNote error={hosts.error.data} />
  if (hosts.data === undefined) return <Waiting what="hosts of ~/.ssh/config" />
  if (hosts.data.length === 0) return <p>~/.ssh/config names no hosts. Hosts with * or ? in their name are left out.</p>
  const tick = (alias: string, on: boolean): void =>
    setTicked((before) => new Set(on ? [...before, alias] : [...before].filter((one) => one !== alias)))
  return (
    <form {...form.props} className={css.form}>
      <ul className={css.list} aria-label="Hosts of ~/.ssh/config">
        {hosts.data.map((host) => (
          <li key={host.alias}>
            <label className={css.host}>
              <input
                type="checkbox"
                className="tick"
                checked={ticked.has(host.alias)}
                onChange={(event) => tick(host.alias, event.currentTarget.checked)}
              />
              <span>{host.alias}</span>
              <span className="mono">{target(host)}</span>
              <span className={css.hint}>
                {taken.includes(nameFromAddress(host.alias)) ? 'A machine has this name' : through(host)}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p className={css.hint}>Users, keys and jump hosts stay as ~/.ssh/config has them.</p>
      <LoginFields form={form} from="ssh" />
      {add.error === null ? undefined : <ErrorNote error={add.error.data} />}
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={chosen.length === 0} loading={add.isPending}>
          {chosen.length === 0 ? 'Tick the machines' : `Add ${count(chosen.length, 'machine')}`}
        </Button>
      </div>
    </form>
  )
}

/** Each with a name of its own, also where two aliases would give the same. */
function named(hosts: readonly SshHost[], taken: readonly string[]): { name: string; address: string }[] {
  const names = [...taken]
  return hosts.map(({ alias }) => {
    const name = nameFromAddress(alias, names)
    names.push(name)
    return { name, address: alias }
  })
}

function target({ user, host, port }: SshHost): string {
  return `${user === undefined ? '' : `${user}@`}${host}${port === undefined || port === 22 ? '' : `:${port}`}`
}

function through({ jump }: SshHost): string {
  return jump === undefined ? '' : `through ${jump}`
}
