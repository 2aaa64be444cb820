/** Flavors: the sizes instances come in. */
import { Button, Menu } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Me } from '../../../../electron/contract/running.ts'
import { useDoings } from '../../../api/useDo.ts'
import { useRows } from '../../../api/useRows.ts'
import { Waiting } from '../../../app/Waiting.tsx'
import { DeedItem } from '../../../ui/DeedItem.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useDrawer, WithDrawer } from '../../../ui/SideDrawer.tsx'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { NoAnswer } from '../../instances/NoAnswer.tsx'
import { FLAVOR_COLUMNS } from './columns.tsx'
import { FlavorDrawer } from './FlavorDrawer.tsx'
import { DeleteFlavor, DescribeFlavor, ExtraSpecs } from './flavorDialogs.tsx'
import { type FlavorRow, flavorRows } from './rows.ts'

interface FlavorsTabProps {
  readonly cloud: string
  readonly me: Me | undefined
  readonly onCreate: () => void
}

export type FlavorDeed = { readonly id: 'describe' | 'specs' | 'delete'; readonly row: FlavorRow }

const rowId = ({ id }: FlavorRow): string => id
const BY_SIZE = [
  { id: 'cpus', desc: false },
  { id: 'memory', desc: false },
]

export function FlavorsTab({ cloud, me, onCreate }: FlavorsTabProps) {
  const isAdmin = me?.isAdmin === true
  const { at, complete, error, rows: told } = useRows('live.flavors', { cloud, all: isAdmin })
  const servers = useRows('live.servers', { cloud, all: isAdmin }).rows
  const doings = useDoings()
  const drawer = useDrawer('flavor')
  const [asked, setAsked] = useState<FlavorDeed>()
  const rows = useMemo(
    () => (told === undefined ? undefined : flavorRows(told, servers ?? [], { doings, toldAt: at })),
    [told, servers, doings, at],
  )
  const open = rows?.find(({ id }) => id === drawer.open)
  const close = (): void => setAsked(undefined)
  return (
    <>
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={rows === undefined ? undefined : at} />
      )}
      {rows === undefined ? (
        error === undefined && <Waiting what="flavors" />
      ) : (
        <WithDrawer
          drawer={
            open === undefined ? undefined : (
              <FlavorDrawer cloud={cloud} row={open} isAdmin={isAdmin} onDeed={setAsked} onClose={drawer.close} />
            )
          }
        >
          <DataTable
            id="flavors"
            label="Flavors"
            rows={rows}
            columns={FLAVOR_COLUMNS}
            rowId={rowId}
            sort={BY_SIZE}
            open={drawer.open}
            onOpen={(row) => drawer.show(row.id)}
            {...(isAdmin
              ? {
                  menu: (row: FlavorRow) => (
                    <>
                      <Menu.Item onClick={() => setAsked({ id: 'describe', row })}>Describe…</Menu.Item>
                      <Menu.Item onClick={() => setAsked({ id: 'specs', row })}>Edit extra specs…</Menu.Item>
                      <DeedItem verb="Delete…" danger onDo={() => setAsked({ id: 'delete', row })} />
                      <Menu.Divider />
                    </>
                  ),
                }
              : {})}
            empty={
              complete ? (
                <EmptyState
                  title="No flavors yet"
                  action={isAdmin ? <Button onClick={onCreate}>Create a flavor</Button> : undefined}
                >
                  A flavor is a size: so many vCPUs, so much RAM, so large a disk. Every instance is made by one.
                  {isAdmin ? '' : ' Ask an administrator for some.'}
                </EmptyState>
              ) : undefined
            }
          />
        </WithDrawer>
      )}
      {asked?.id === 'describe' ? (
        <DescribeFlavor cloud={cloud} flavor={asked.row.flavor} onClose={close} />
      ) : undefined}
      {asked?.id === 'specs' ? <ExtraSpecs cloud={cloud} flavor={asked.row.flavor} onClose={close} /> : undefined}
      {asked?.id === 'delete' ? <DeleteFlavor cloud={cloud} row={asked.row} onClose={close} /> : undefined}
    </>
  )
}
