/** One host aggregate beside the list: its computes, added and taken out here, and what is noted on it. */
import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import type { Aggregate } from '../../../../electron/contract/live.ts'
import { useDialogAction } from '../../../api/useDo.ts'
import { useRows } from '../../../api/useRows.ts'
import { Copyable } from '../../../ui/Copyable.tsx'
import { DrawerSection } from '../../../ui/DrawerSection.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { HowThisIsDone } from '../../../ui/HowThisIsDone.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Name } from '../../../ui/Name.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import css from '../Computes.module.css'
import type { AggregateDeed } from './ZonesTab.tsx'

interface AggregateDrawerProps {
  readonly cloud: string
  readonly aggregate: Aggregate
  readonly onDeed: (deed: AggregateDeed) => void
  readonly onClose: () => void
}

export function AggregateDrawer({ aggregate, cloud, onDeed, onClose }: AggregateDrawerProps) {
  const metadata = Object.entries(aggregate.metadata).sort(([a], [b]) => a.localeCompare(b))
  return (
    <SideDrawer
      title={aggregate.name}
      onClose={onClose}
      actions={
        <>
          <Button size="compact-sm" variant="default" onClick={() => onDeed({ id: 'edit', aggregate })}>
            Rename or change the zone…
          </Button>
          <Button size="compact-sm" variant="default" color="red" onClick={() => onDeed({ id: 'delete', aggregate })}>
            Delete…
          </Button>
        </>
      }
    >
      <KeyValue
        rows={[
          ['Zone', aggregate.zone === undefined ? 'None' : <Name key="zone" name={aggregate.zone} />],
          ['ID', <Copyable key="id" text={aggregate.uuid === '' ? aggregate.id : aggregate.uuid} what="id" />],
        ]}
      />
      <Hosts key={aggregate.id} cloud={cloud} aggregate={aggregate} />
      <DrawerSection
        title="Metadata"
        action={
          <Button size="compact-xs" variant="subtle" onClick={() => onDeed({ id: 'metadata', aggregate })}>
            Edit
          </Button>
        }
      >
        {metadata.length === 0 ? (
          <p className={css.quiet}>None.</p>
        ) : (
          <KeyValue rows={metadata.map(([key, value]) => [key, <Copyable key={key} text={value} what={key} />])} />
        )}
      </DrawerSection>
    </SideDrawer>
  )
}

function Hosts({ aggregate, cloud }: Pick<AggregateDrawerProps, 'cloud' | 'aggregate'>) {
  const services = useRows('live.computeServices', { cloud }).rows
  const { busy, error, run } = useDialogAction(cloud)
  const [host, setHost] = useState<string>()
  const input = (one: string) => ({ id: aggregate.id, name: aggregate.name, host: one })
  const others = (services ?? [])
    .filter(({ binary, host: one }) => binary === 'nova-compute' && !aggregate.hosts.includes(one))
    .map((service) => service.host)
  const change = async (action: 'aggregate.addHost' | 'aggregate.removeHost', one: string): Promise<void> => {
    if ((await run(action, input(one))).ok) setHost(undefined)
  }
  return (
    <DrawerSection title="Computes">
      {aggregate.hosts.length === 0 ? <p className={css.quiet}>None yet.</p> : undefined}
      <ul className={css.list}>
        {aggregate.hosts.map((one) => (
          <li key={one} className={css.line}>
            <Name name={one} />
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={`Take it out: ${one}`}
              disabled={busy}
              onClick={() => void change('aggregate.removeHost', one)}
            >
              Take it out
            </Button>
          </li>
        ))}
      </ul>
      <form
        className={css.add}
        onSubmit={(event) => {
          event.preventDefault()
          if (host !== undefined) void change('aggregate.addHost', host)
        }}
      >
        <Select
          label="Add a compute"
          placeholder={others.length === 0 ? 'All are in it' : 'Choose a compute'}
          data={others}
          value={host ?? null}
          nothingFoundMessage="There is no other compute."
          onChange={(one) => setHost(one ?? undefined)}
        />
        <Button type="submit" variant="default" loading={busy} disabled={host === undefined}>
          Add
        </Button>
      </form>
      {error === undefined ? undefined : <ErrorNote error={error} />}
      {host === undefined ? undefined : <HowThisIsDone steps={[{ action: 'aggregate.addHost', input: input(host) }]} />}
    </DrawerSection>
  )
}
