/** Takes machines out of the cloud's file. The machines themselves are not touched, and the dialog says so. */
import { useAction } from '../../api/useRequest.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { count, shortList } from '../../ui/words.ts'
import { type MachineRow, rolesOf } from './rows.ts'

interface RemoveMachinesProps {
  readonly cloud: string
  readonly rows: readonly MachineRow[] | undefined
  readonly onClose: () => void
  readonly onRemoved: (names: readonly string[]) => void
}

export function RemoveMachines({ cloud, rows, onClose, onRemoved }: RemoveMachinesProps) {
  const remove = useAction('machines.remove', {
    quiet: true,
    onDone(_output, { machines }) {
      onRemoved(machines)
      onClose()
    },
  })
  const names = rows?.map(({ name }) => name) ?? []
  const roles = [...new Set(rows?.flatMap((row) => rolesOf(row)))]
  const kept = rows?.some(({ credentials }) => credentials.length > 0) === true
  const one = names.length === 1
  return (
    <Confirm
      opened={rows !== undefined}
      title={`Remove ${shortList(names)} from ${cloud}?`}
      action={one ? `Remove ${names[0]}` : `Remove ${count(names.length, 'machine')}`}
      busy={remove.isPending}
      error={remove.error?.data}
      onConfirm={() => remove.mutate({ cloud, machines: [...names] })}
      onClose={() => {
        remove.reset()
        onClose()
      }}
    >
      <p>
        {one ? 'It leaves' : 'They leave'} cloud.yaml
        {roles.length === 0
          ? ''
          : `, and with ${one ? 'it' : 'them'} the ${roles.length === 1 ? 'role' : 'roles'} ${shortList(roles)}`}
        {kept ? `. Passwords kept for ${one ? 'it' : 'them'} are forgotten` : ''}.
      </p>
      <p>
        The {one ? 'machine itself is' : 'machines themselves are'} not touched: what is installed there stays and goes
        on running.
      </p>
    </Confirm>
  )
}
