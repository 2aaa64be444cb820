/** Asks how a compute shall be emptied, and begins it. */
import { Input, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RequestParsed } from '../../../../electron/contract/index.ts'
import { useAction } from '../../../api/useRequest.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import type { ActionStep } from '../../../ui/explained.ts'
import { plannedWords } from '../drainWords.ts'
import { type ComputeRow, MAINTENANCE } from '../rows.ts'

interface DrainDialogProps {
  readonly cloud: string
  readonly row: ComputeRow
  /** The reason says so, and what is off moves too: the machine will be switched off. */
  readonly maintenance: boolean
  readonly onClose: () => void
}

/** What the person does, and what comes back with it. */
const MAINTAINED =
  'When it is empty, switch it off, do the work, and end the maintenance here: then it takes new instances again, while those that were moved stay where they are. '

type Wish = Pick<RequestParsed<'computes.drain'>, 'off' | 'stuck'>

/** More than these are not explained one by one. */
const EXPLAINED = 20

const STUCK: readonly { readonly value: Wish['stuck']; readonly label: string }[] = [
  { value: 'leave', label: 'Leave them running here, and say why' },
  { value: 'move', label: 'Shut them down, move them, start them there' },
  { value: 'stop', label: 'Shut them down and leave them here' },
]

export function DrainDialog({ cloud, row, maintenance, onClose }: DrainDialogProps) {
  const [reason, setReason] = useState(maintenance ? MAINTENANCE : '')
  const [off, setOff] = useState<Wish['off']>('move')
  const [stuck, setStuck] = useState<Wish['stuck']>('leave')
  const [atATime, setAtATime] = useState('1')
  const drain = useAction('computes.drain')
  const { host, servers, service } = row
  const typed = reason.trim()
  const given = maintenance && !typed.startsWith(MAINTENANCE) ? `${MAINTENANCE}: ${typed}` : typed || 'Drained'
  return (
    <ActionDialog
      cloud={cloud}
      title={maintenance ? `Maintenance mode for ${host}` : `Drain ${host}`}
      submit={maintenance ? 'Begin the maintenance' : 'Drain it'}
      size={560}
      steps={[
        { action: 'computeService.disable', input: { id: service?.id ?? '', host, reason: given } },
        ...servers.slice(0, EXPLAINED).flatMap(({ id, name, status }): readonly ActionStep[] => {
          const input = { id, name }
          if (status === 'ACTIVE' || status === 'PAUSED') return [{ action: 'server.liveMigrate', input }]
          if (status !== 'SHUTOFF' || off === 'leave') return []
          return [
            { action: 'server.migrate', input },
            { action: 'server.confirmResize', input },
          ]
        }),
      ]}
      onSubmit={() => drain.mutate({ cloud, host, reason: given, off, stuck, atATime: Number(atATime) })}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>
            No new instance is placed on it, then those on it are moved to other computes.{' '}
            {maintenance ? MAINTAINED : ''}
            {plannedWords(servers, off)} You can stop between two instances, and run it again to go on; it goes on after
            a restart of this app too.
          </p>
          <TextInput
            label="Reason"
            data-autofocus
            placeholder="New disk on Friday"
            description="Others see it beside “Disabled”."
            autoComplete="off"
            value={reason}
            error={problem('reason')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Select
            label="Instances that are off"
            allowDeselect={false}
            data={[
              { value: 'move', label: 'Move them too: their disks are copied' },
              { value: 'leave', label: 'Leave them here' },
            ]}
            value={off}
            onChange={(value) => setOff((value ?? 'move') as Wish['off'])}
          />
          <Select
            label="Running ones that cannot move while they run"
            allowDeselect={false}
            data={STUCK.map((one) => ({ ...one }))}
            value={stuck}
            onChange={(value) => setStuck((value ?? 'leave') as Wish['stuck'])}
          />
          <div>
            <Input.Label labelElement="div">At the same time</Input.Label>
            <SegmentedControl
              aria-label="At the same time"
              data={[
                { value: '1', label: 'One' },
                { value: '2', label: 'Two' },
              ]}
              value={atATime}
              onChange={setAtATime}
            />
          </div>
        </>
      )}
    </ActionDialog>
  )
}
