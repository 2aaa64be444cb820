/** The dialog of what was asked for. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { count } from '../../../ui/words.ts'
import { type ComputeRow, isInMaintenance } from '../rows.ts'
import type { ComputeDeeds } from '../useComputeDeeds.ts'
import { DrainDialog } from './DrainDialog.tsx'
import { EvacuateDialog } from './EvacuateDialog.tsx'

interface ComputeDialogProps {
  readonly cloud: string
  readonly row: ComputeRow
  readonly onClose: () => void
}

export function ComputeDialogs({ cloud, deeds }: { readonly cloud: string; readonly deeds: ComputeDeeds }) {
  const { asked, close } = deeds
  if (asked?.row.service === undefined) return undefined
  const props = { cloud, row: asked.row, onClose: close }
  switch (asked.id) {
    case 'drain':
      return <DrainDialog {...props} maintenance={false} />
    case 'maintenance':
      return <DrainDialog {...props} maintenance />
    case 'evacuate':
      return <EvacuateDialog {...props} />
    case 'enable':
      return <Enable {...props} />
    case 'disable':
      return <Disable {...props} />
    default:
      return <ForceDown {...props} isDown={asked.id === 'forceDown'} />
  }
}

const serviceOf = ({ host, service }: ComputeRow) => ({ id: service?.id ?? '', host })

function Enable({ cloud, onClose, row }: ComputeDialogProps) {
  const back = isInMaintenance(row.service)
  return (
    <ActionDialog
      cloud={cloud}
      title={back ? `End the maintenance of ${row.host}` : `Enable ${row.host}`}
      submit={back ? 'End the maintenance' : 'Enable it'}
      steps={[{ action: 'computeService.enable', input: serviceOf(row) }]}
      mark={{ ids: [row.id], words: 'Enabling' }}
      onClose={onClose}
    >
      <p>{wereMoved(row)}</p>
    </ActionDialog>
  )
}

/** What comes back with it, and what does not. */
function wereMoved({ drain }: ComputeRow): string {
  const moved = drain?.instances.filter(({ state }) => state === 'moved').length ?? 0
  const back =
    moved === 1
      ? 'The one that was moved off stays where it is now; move it'
      : `${moved === 0 ? 'Those' : `The ${moved}`} that were moved off stay where they are now; move them`
  return `It takes new instances again. ${back} back from among the instances.`
}

function Disable({ cloud, onClose, row }: ComputeDialogProps) {
  const [reason, setReason] = useState('')
  const given = reason.trim()
  return (
    <ActionDialog
      cloud={cloud}
      title={`Disable ${row.host}`}
      submit="Disable it"
      steps={[
        {
          action: 'computeService.disable',
          input: { ...serviceOf(row), ...(given === '' ? {} : { reason: given }) },
        },
      ]}
      mark={{ ids: [row.id], words: 'Disabling' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <p>
            No new instance is placed on it;{' '}
            {row.servers.length === 0 ? 'none is' : `the ${count(row.servers.length, 'instance')}`} on it{' '}
            {row.servers.length === 0 ? 'now' : 'run on'}. To move them off as well, drain it.
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
        </>
      )}
    </ActionDialog>
  )
}

function ForceDown({ cloud, isDown, onClose, row }: ComputeDialogProps & { readonly isDown: boolean }) {
  const reports = row.service?.state === 'up'
  return (
    <ActionDialog
      cloud={cloud}
      title={isDown ? `Force ${row.host} down` : `Trust ${row.host} again`}
      submit={isDown ? 'Force it down' : 'Trust what it reports'}
      danger={isDown}
      // One that reports runs its instances: evacuated, they would run twice.
      {...(isDown && reports ? { typing: row.host } : {})}
      steps={[{ action: 'computeService.forceDown', input: { ...serviceOf(row), isDown } }]}
      mark={{ ids: [row.id], words: isDown ? 'Being forced down' : 'Being trusted again' }}
      onClose={onClose}
    >
      <p>
        {isDown
          ? 'Nova takes it for dead from now on, so that its instances can be evacuated at once. Be sure it has no power: a machine that only lost its network would run them a second time, on the same disks.'
          : 'Nova believes its reports again. Do it when the machine is back and runs nothing that was evacuated from it.'}
      </p>
      {isDown && reports ? <p>It reports right now: it is alive.</p> : undefined}
    </ActionDialog>
  )
}
