/** All facts of one machine, and what can be done with it. */
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPencil, IconPower, IconRadar2, IconTerminal2, IconTrash } from '@tabler/icons-react'
import { useNavigate } from 'react-router'
import { useAction } from '../../api/useRequest.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import { elapsed } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import { ago, count } from '../../ui/words.ts'
import { Hardware } from './Hardware.tsx'
import { LoginFacts, Obstacles, SystemFacts } from './MachineFacts.tsx'
import css from './Machines.module.css'
import { type MachineRow, obstaclesOf } from './rows.ts'
import { attemptWords, stateKind, stateWord } from './words.ts'

interface MachineDrawerProps {
  readonly cloud: string
  readonly row: MachineRow
  readonly onClose: () => void
  readonly onProbe: () => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

export function MachineDrawer({ cloud, row, onClose, onProbe, onEdit, onRemove }: MachineDrawerProps) {
  const navigate = useNavigate()
  const { name, state, probe } = row
  const probing = state.phase === 'probing'
  const now = useNow(true)
  const wake = useAction('machines.wake', {
    onDone: ({ sent }) =>
      notifications.show({
        message: `Sent ${count(sent, 'wake-up packet')} to ${name}. It takes a minute or two; it is looked at as soon as it answers.`,
      }),
  })
  const wired = probe?.nics.some(({ wireless }) => !wireless) === true
  return (
    <SideDrawer
      title={name}
      status={
        <span role="status">
          <Status kind={stateKind(state)}>
            {stateWord(state, now)}
            {probing ? ` · ${elapsed(now - state.since)}` : ''}
            {state.phase === 'ready' || state.phase === 'failed' ? ` · ${ago(state.at, now)}` : ''}
          </Status>
        </span>
      }
      onClose={onClose}
      actions={
        <>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRadar2 size={14} aria-hidden />}
            disabled={probing}
            onClick={onProbe}
          >
            Probe again
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconTerminal2 size={14} aria-hidden />}
            onClick={() => navigate(`/clouds/${cloud}/terminals?open=${encodeURIComponent(name)}`)}
          >
            Terminal
          </Button>
          {wired && (state.phase === 'failed' || state.phase === 'seen') ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPower size={14} aria-hidden />}
              loading={wake.isPending}
              onClick={() => wake.mutate({ cloud, machine: name })}
            >
              Wake
            </Button>
          ) : undefined}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={onEdit}
          >
            Edit…
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            color="red"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={onRemove}
          >
            Remove…
          </Button>
        </>
      }
    >
      {state.phase === 'failed' ? <ErrorNote error={state.error} /> : undefined}
      {state.phase === 'failed' && state.lost !== undefined ? (
        <p className={css.quiet}>{attemptWords(state.lost, now)}</p>
      ) : undefined}
      {state.phase === 'failed' && probe !== undefined ? (
        <p className={css.quiet}>Below is what it had when it answered last.</p>
      ) : undefined}
      {probe === undefined ? (
        state.phase === 'failed' ? undefined : (
          <p className={css.quiet}>
            {probing
              ? 'What it has is being read; it shows here by itself.'
              : 'Nobody looked at it yet. Probe it to see what it has.'}
          </p>
        )
      ) : (
        <>
          <Obstacles obstacles={obstaclesOf(row)} />
          <SystemFacts probe={probe} />
          <Hardware probe={probe} />
        </>
      )}
      <LoginFacts row={row} />
    </SideDrawer>
  )
}
