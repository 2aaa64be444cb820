/** Host aggregates, and the zones some of them are for those who launch instances. */
import { Button, Menu } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Aggregate } from '../../../../electron/contract/live.ts'
import { useDoings } from '../../../api/useDo.ts'
import { useRows } from '../../../api/useRows.ts'
import { Waiting } from '../../../app/Waiting.tsx'
import { DeedItem } from '../../../ui/DeedItem.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Name } from '../../../ui/Name.tsx'
import { useDrawer, WithDrawer } from '../../../ui/SideDrawer.tsx'
import { Status } from '../../../ui/Status.tsx'
import { DataTable } from '../../../ui/table/DataTable.tsx'
import { NoAnswer } from '../../instances/NoAnswer.tsx'
import css from '../Computes.module.css'
import { AggregateDrawer } from './AggregateDrawer.tsx'
import { AggregateMetadata, DeleteAggregate, EditAggregate } from './aggregateDialogs.tsx'
import { AGGREGATE_COLUMNS, type AggregateRow, aggregateRows } from './columns.tsx'

interface ZonesTabProps {
  readonly cloud: string
  readonly onCreate: () => void
}

export type AggregateDeed = { readonly id: 'edit' | 'metadata' | 'delete'; readonly aggregate: Aggregate }

const rowId = ({ id }: AggregateRow): string => id
const BY_NAME = [{ id: 'name', desc: false }]

export function ZonesTab({ cloud, onCreate }: ZonesTabProps) {
  const { at, complete, error, rows: told } = useRows('live.aggregates', { cloud })
  const zones = useRows('live.zones', { cloud, all: true }).rows
  const doings = useDoings()
  const drawer = useDrawer('aggregate')
  const [asked, setAsked] = useState<AggregateDeed>()
  const rows = useMemo(
    () => (told === undefined ? undefined : aggregateRows(told, { doings, toldAt: at })),
    [told, doings, at],
  )
  const open = rows?.find(({ id }) => id === drawer.open)
  const close = (): void => setAsked(undefined)
  return (
    <>
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={rows === undefined ? undefined : at} />
      )}
      <div className={css.zones}>
        <span className={css.quiet}>Zones a person can launch into:</span>
        {(zones ?? [])
          .filter(({ name }) => name !== 'internal')
          .map(({ hosts, id, isAvailable, name }) => (
            <span key={id} title={Object.keys(hosts ?? {}).join(', ')}>
              <Status kind={isAvailable ? 'works' : 'failed'}>
                <Name name={name} />
                {isAvailable ? '' : ', no compute of it is up'}
              </Status>
            </span>
          ))}
      </div>
      {rows === undefined ? (
        error === undefined && <Waiting what="host aggregates" />
      ) : (
        <WithDrawer
          drawer={
            open === undefined ? undefined : (
              <AggregateDrawer cloud={cloud} aggregate={open.aggregate} onDeed={setAsked} onClose={drawer.close} />
            )
          }
        >
          <DataTable
            id="aggregates"
            label="Host aggregates"
            rows={rows}
            columns={AGGREGATE_COLUMNS}
            rowId={rowId}
            sort={BY_NAME}
            open={drawer.open}
            onOpen={(row) => drawer.show(row.id)}
            menu={({ aggregate }) => (
              <>
                <Menu.Item onClick={() => setAsked({ id: 'edit', aggregate })}>Rename or change the zone…</Menu.Item>
                <Menu.Item onClick={() => setAsked({ id: 'metadata', aggregate })}>Edit metadata…</Menu.Item>
                <DeedItem verb="Delete…" danger onDo={() => setAsked({ id: 'delete', aggregate })} />
                <Menu.Divider />
              </>
            )}
            empty={
              complete ? (
                <EmptyState
                  title="No host aggregates yet"
                  action={<Button onClick={onCreate}>Create an aggregate</Button>}
                >
                  An aggregate joins computes that share something: a rack, fast disks, a graphics card. With a zone’s
                  name people can choose it when they launch an instance; without one, flavors lead to it by metadata.
                </EmptyState>
              ) : undefined
            }
          />
        </WithDrawer>
      )}
      {asked?.id === 'edit' ? <EditAggregate cloud={cloud} aggregate={asked.aggregate} onClose={close} /> : undefined}
      {asked?.id === 'metadata' ? (
        <AggregateMetadata cloud={cloud} aggregate={asked.aggregate} onClose={close} />
      ) : undefined}
      {asked?.id === 'delete' ? (
        <DeleteAggregate cloud={cloud} aggregate={asked.aggregate} onClose={close} />
      ) : undefined}
    </>
  )
}
