/** Machines: what the cloud is made of, what each of them has, and what stands in the way. */
import { Button } from '@mantine/core'
import { IconArrowRight, IconPlus, IconRadar2 } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useAction } from '../../api/useRequest.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { AddMachines } from './add/AddMachines.tsx'
import { COLUMNS } from './columns.tsx'
import { EditMachine } from './EditMachine.tsx'
import { MachineDrawer } from './MachineDrawer.tsx'
import css from './Machines.module.css'
import { RemoveMachines } from './RemoveMachines.tsx'
import type { MachineRow } from './rows.ts'
import { useMachines } from './useMachines.ts'
import { summary } from './words.ts'

const NO_ROWS: readonly MachineRow[] = []
const rowId = (row: MachineRow): string => row.name

export function MachinesScreen() {
  const cloud = useCloud()
  const navigate = useNavigate()
  const { rows, error } = useMachines(cloud)
  const drawer = useDrawer('machine')
  const adding = useDrawer('add')
  const [removing, setRemoving] = useState<readonly MachineRow[]>()
  const [editing, setEditing] = useState<string>()
  const probe = useAction('machines.probe')
  // What was seen before the app was opened may be of last week: whether it still answers is found out where that asks nothing.
  const { mutate: glance } = useAction('machines.glance', { quiet: true })
  const isOld = rows?.some(({ state }) => state.phase === 'seen') === true
  useEffect(() => {
    if (isOld) glance({ cloud })
  }, [isOld, cloud, glance])
  const all = rows ?? NO_ROWS
  const open = all.find(({ name }) => name === drawer.open)
  const edited = all.find(({ name }) => name === editing)
  const names = all.map(({ name }) => name)
  const look = (machines?: readonly string[]): void =>
    probe.mutate({ cloud, ...(machines === undefined ? {} : { machines: [...machines] }) })
  const busy = all.some(({ state }) => state.phase === 'probing')
  return (
    <Screen
      title="Machines"
      fill
      status={<span role="status">{summary(all.map(({ state }) => state))}</span>}
      actions={
        all.length === 0 ? undefined : (
          <>
            <Button
              variant="default"
              leftSection={<IconRadar2 size={16} aria-hidden />}
              disabled={busy}
              onClick={() => look()}
            >
              Probe all
            </Button>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => adding.show('form')}
            >
              Add machines
            </Button>
            <Button rightSection={<IconArrowRight size={14} aria-hidden />} onClick={() => navigate('../design')}>
              Give them roles
            </Button>
          </>
        )
      }
    >
      {error === undefined ? undefined : (
        <div className={css.load}>
          <ErrorNote error={error} />
        </div>
      )}
      {rows === undefined ? (
        error === undefined && <Waiting what="machines" />
      ) : (
        <WithDrawer
          drawer={
            open === undefined ? undefined : (
              <MachineDrawer
                cloud={cloud}
                row={open}
                onClose={drawer.close}
                onProbe={() => look([open.name])}
                onEdit={() => setEditing(open.name)}
                onRemove={() => setRemoving([open])}
              />
            )
          }
        >
          <DataTable
            id="machines"
            label="Machines"
            rows={rows}
            columns={COLUMNS}
            rowId={rowId}
            open={drawer.open}
            onOpen={(row) => drawer.show(row.name)}
            actions={(chosen) => (
              <>
                <Button variant="default" onClick={() => look(chosen.map(rowId))}>
                  Probe
                </Button>
                <Button variant="default" color="red" onClick={() => setRemoving(chosen)}>
                  Remove…
                </Button>
              </>
            )}
            empty={
              <EmptyState
                title="No machines yet"
                action={<Button onClick={() => adding.show('form')}>Add machines</Button>}
              >
                A cloud is made of computers you reach over ssh. Add them here; Stackstead looks at what each of them
                has, and changes nothing.
              </EmptyState>
            }
          />
        </WithDrawer>
      )}
      <AddMachines cloud={cloud} taken={names} tab={adding.open} onTab={adding.show} onClose={adding.close} />
      <EditMachine cloud={cloud} row={edited} taken={names} onClose={() => setEditing(undefined)} />
      <RemoveMachines
        cloud={cloud}
        rows={removing}
        onClose={() => setRemoving(undefined)}
        onRemoved={(gone) => {
          if (drawer.open !== undefined && gone.includes(drawer.open)) drawer.close()
        }}
      />
    </Screen>
  )
}
