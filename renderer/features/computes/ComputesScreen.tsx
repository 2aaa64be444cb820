/** Computes: the machines instances run on, the sizes they come in, and the zones they can be placed in. */
import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Me } from '../../../electron/contract/running.ts'
import { useWho } from '../../api/useMe.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { ScreenTabs } from '../../ui/ScreenTabs.tsx'
import { useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import { ComputeDialogs } from './actions/ComputeDialogs.tsx'
import { ComputeDrawer } from './ComputeDrawer.tsx'
import { COLUMNS } from './columns.tsx'
import { DeedItems } from './DeedItems.tsx'
import { CreateFlavor } from './flavors/CreateFlavor.tsx'
import { FlavorsTab } from './flavors/FlavorsTab.tsx'
import { type ComputeRow, computeSummary } from './rows.ts'
import { useComputeDeeds } from './useComputeDeeds.ts'
import { type Computes, useComputes } from './useComputes.ts'
import { CreateAggregate } from './zones/aggregateDialogs.tsx'
import { ZonesTab } from './zones/ZonesTab.tsx'

type Tab = 'computes' | 'flavors' | 'zones'

const TABS: readonly (readonly [Tab, string])[] = [
  ['computes', 'Computes'],
  ['flavors', 'Flavors'],
  ['zones', 'Zones'],
]

export function ComputesScreen() {
  const cloud = useCloud()
  const { data: me, error: nobody } = useWho(cloud)
  const address = useDrawer('tab')
  const creating = useDrawer('create')
  const isAdmin = me?.isAdmin === true
  // A member may see flavors only.
  const first: Tab = me === undefined || isAdmin ? 'computes' : 'flavors'
  const tab = TABS.find(([id]) => id === address.open)?.[0] ?? first
  const computes = useComputes(cloud, isAdmin && tab === 'computes')
  const create = (): void => creating.show('yes')
  const mayCreate = isAdmin && creating.open !== undefined
  const content: Readonly<Record<Tab, ReactNode>> = {
    computes: <ComputesTab cloud={cloud} me={me} computes={computes} />,
    flavors: <FlavorsTab cloud={cloud} me={me} onCreate={create} />,
    zones:
      me === undefined ? undefined : isAdmin ? (
        <ZonesTab cloud={cloud} onCreate={create} />
      ) : (
        <AdministratorsOnly what="host aggregates" />
      ),
  }
  return (
    <Screen
      title="Computes"
      fill
      status={
        <span role="status">
          {tab === 'computes' && computes.rows !== undefined ? computeSummary(computes.rows) : ''}
        </span>
      }
      actions={
        isAdmin && tab !== 'computes' ? (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
            {tab === 'flavors' ? 'Create flavor' : 'Create aggregate'}
          </Button>
        ) : undefined
      }
    >
      {nobody === null || tab === 'flavors' ? undefined : <NoAnswer cloud={cloud} error={nobody.data} at={undefined} />}
      <ScreenTabs
        tabs={TABS.map(([id, title]) => ({ id, title, content: content[id] }))}
        open={tab}
        onOpen={(id) => (id === first ? address.close() : address.show(id))}
      />
      {mayCreate && tab === 'flavors' ? <CreateFlavor cloud={cloud} onClose={creating.close} /> : undefined}
      {mayCreate && tab === 'zones' ? <CreateAggregate cloud={cloud} onClose={creating.close} /> : undefined}
    </Screen>
  )
}

const rowId = ({ id }: ComputeRow): string => id
const BY_HOST = [{ id: 'host', desc: false }]

interface ComputesTabProps {
  readonly cloud: string
  readonly me: Me | undefined
  readonly computes: Computes
}

function ComputesTab({ cloud, me, computes }: ComputesTabProps) {
  const { at, error, rows } = computes
  const deeds = useComputeDeeds()
  const drawer = useDrawer('compute')
  const open = rows?.find(({ id }) => id === drawer.open)
  if (me !== undefined && !me.isAdmin) return <AdministratorsOnly what="computes" />
  return (
    <>
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={rows === undefined ? undefined : at} />
      )}
      {rows === undefined ? (
        error === undefined && <Waiting what="computes" />
      ) : (
        <WithDrawer
          drawer={
            open === undefined ? undefined : (
              <ComputeDrawer cloud={cloud} row={open} deeds={deeds} onClose={drawer.close} />
            )
          }
        >
          <DataTable
            id="computes"
            label="Computes"
            rows={rows}
            columns={COLUMNS}
            rowId={rowId}
            sort={BY_HOST}
            open={drawer.open}
            onOpen={(row) => drawer.show(row.id)}
            menu={(row) => (
              <>
                <DeedItems deeds={deeds} row={row} />
                <Menu.Divider />
              </>
            )}
            empty={
              <EmptyState title="No computes">
                No nova-compute has reported to this cloud, so nothing can be launched. Give a machine the role compute
                in the design, and deploy.
              </EmptyState>
            }
          />
        </WithDrawer>
      )}
      <ComputeDialogs cloud={cloud} deeds={deeds} />
    </>
  )
}

function AdministratorsOnly({ what }: { readonly what: string }) {
  return (
    <EmptyState title="For administrators">
      The cloud’s policy shows {what} to administrators only. The flavors are for everybody.
    </EmptyState>
  )
}
