/** Asks whether a compute is dead for sure, and has all its instances made anew on others. */
import { Input, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useAction } from '../../../api/useRequest.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { evacuatedWords } from '../drainWords.ts'
import type { ComputeRow } from '../rows.ts'

interface EvacuateDialogProps {
  readonly cloud: string
  readonly row: ComputeRow
  readonly onClose: () => void
}

/** More than these are not explained one by one. */
const EXPLAINED = 20

export function EvacuateDialog({ cloud, row, onClose }: EvacuateDialogProps) {
  const [atATime, setAtATime] = useState('2')
  const evacuate = useAction('computes.evacuate')
  const { host, servers, service } = row
  return (
    <ActionDialog
      cloud={cloud}
      title={`Evacuate ${host}`}
      submit="Evacuate its instances"
      danger
      typing={host}
      size={560}
      steps={[
        { action: 'computeService.forceDown', input: { id: service?.id ?? '', host, isDown: true } },
        ...servers
          .slice(0, EXPLAINED)
          .map(({ id, name }) => ({ action: 'server.evacuate', input: { id, name } }) as const),
      ]}
      onSubmit={() => evacuate.mutate({ cloud, host, atATime: Number(atATime) })}
      onClose={onClose}
    >
      <p>
        Be sure that the machine is dead: without power, or cut off from network and disks. Nova takes it for dead from
        now on; one that only lost its network would run its instances a second time, with the same addresses and on the
        same volumes.
      </p>
      <p>
        {evacuatedWords(servers)} Where the hosts share no storage their disks begin anew from the image: what was on
        them is lost. Volumes are kept. Those that ran run again.
      </p>
      <div>
        <Input.Label labelElement="div">At the same time</Input.Label>
        <SegmentedControl
          aria-label="At the same time"
          data={[
            { value: '1', label: 'One' },
            { value: '2', label: 'Two' },
            { value: '4', label: 'Four' },
          ]}
          value={atATime}
          onChange={setAtATime}
        />
      </div>
    </ActionDialog>
  )
}
