/** One compute beside the list: its drain, what it has and gives, what is on it, what it belongs to. */

import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Copyable } from '../../ui/Copyable.tsx'
import { DrawerSection } from '../../ui/DrawerSection.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { LANGUAGE } from '../../ui/language.ts'
import { Meter } from '../../ui/Meter.tsx'
import { Name } from '../../ui/Name.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import { moment } from '../../ui/time.ts'
import { stateWords } from '../instances/states.ts'
import css from './Computes.module.css'
import { DeedItems } from './DeedItems.tsx'
import { DrainView } from './DrainView.tsx'
import { type ComputeDeedId, computeVerdict } from './deeds.ts'
import { type ComputeRow, hasWords, isAsLeft, type Resource, usageOf, usedWords, versionWords } from './rows.ts'
import type { ComputeDeeds } from './useComputeDeeds.ts'

interface ComputeDrawerProps {
  readonly cloud: string
  readonly row: ComputeRow
  readonly deeds: ComputeDeeds
  readonly onClose: () => void
}

export function ComputeDrawer({ cloud, row, deeds, onClose }: ComputeDrawerProps) {
  const { aggregates, drain, host, servers, state } = row
  return (
    <SideDrawer
      title={host}
      status={
        <span role="status">
          <Status kind={state.kind}>{state.words}</Status>
        </span>
      }
      onClose={onClose}
      actions={
        <>
          {mayNow('drain', row) ? (
            <Button size="compact-sm" variant="default" onClick={() => deeds.begin('drain', row)}>
              Drain…
            </Button>
          ) : undefined}
          {mayNow('evacuate', row) ? (
            <Button size="compact-sm" variant="default" color="red" onClick={() => deeds.begin('evacuate', row)}>
              Evacuate…
            </Button>
          ) : undefined}
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                Actions
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <DeedItems deeds={deeds} row={row} />
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      {drain === undefined ? undefined : (
        <DrainView
          cloud={cloud}
          drain={drain}
          isAsLeft={isAsLeft(row.service, drain)}
          onAgain={() => deeds.begin(drain.wish.kind === 'evacuation' ? 'evacuate' : 'drain', row)}
        />
      )}
      <DrawerSection title="What it has to give">
        <Resources row={row} />
      </DrawerSection>
      <DrawerSection title={`Instances on it (${servers.length})`}>
        {servers.length === 0 ? (
          <p className={css.quiet}>None.</p>
        ) : (
          <ul className={css.list}>
            {servers.slice(0, 100).map((server) => {
              const said = stateWords(server)
              return (
                <li key={server.id} className={css.line}>
                  <Link to={`/clouds/${cloud}/instances?all=yes&instance=${server.id}`}>
                    <Name name={server.name} id={server.id} />
                  </Link>
                  <Status kind={said.kind}>{said.words}</Status>
                </li>
              )
            })}
          </ul>
        )}
        {servers.length > 100 ? (
          <Link to={`/clouds/${cloud}/instances?all=yes&host=${encodeURIComponent(host)}`}>
            All {servers.length.toLocaleString(LANGUAGE)}
          </Link>
        ) : undefined}
      </DrawerSection>
      <DrawerSection title="The machine">
        <KeyValue rows={facts(row)} />
      </DrawerSection>
      <DrawerSection title="Host aggregates">
        {aggregates.length === 0 ? (
          <p className={css.quiet}>It is in none.</p>
        ) : (
          <span className={css.chips}>
            {aggregates.map(({ id, name }) => (
              <Link key={id} className={css.chip} to={`/clouds/${cloud}/computes?tab=zones&aggregate=${id}`}>
                <Name name={name} />
              </Link>
            ))}
          </span>
        )}
      </DrawerSection>
    </SideDrawer>
  )
}

function mayNow(id: ComputeDeedId, row: ComputeRow): boolean {
  const verdict = computeVerdict(id, row)
  return verdict !== undefined && verdict.why === undefined
}

const RESOURCES: readonly (readonly [of: Resource, title: string])[] = [
  ['VCPU', 'vCPUs'],
  ['MEMORY_MB', 'RAM'],
  ['DISK_GB', 'Disk'],
]

function Resources({ row }: { readonly row: ComputeRow }) {
  if (row.hypervisor === undefined) return <p className={css.quiet}>It has not reported yet.</p>
  const others = Object.entries(row.provider?.resources ?? {}).filter(
    ([kind]) => !RESOURCES.some(([of]) => of === kind),
  )
  return (
    <dl className={css.resources}>
      {RESOURCES.map(([of, title]) => {
        const use = usageOf(row, of)
        return use === undefined ? undefined : (
          <Fragment key={of}>
            <dt>{title}</dt>
            <dd>
              <Meter used={use.used} total={use.capacity} words={usedWords(of, use)} />
              <small>{hasWords(of, use)}</small>
            </dd>
          </Fragment>
        )
      })}
      {others.map(([kind, { capacity, used }]) => (
        <Fragment key={kind}>
          <dt>
            <code>{kind}</code>
          </dt>
          <dd>
            <Meter used={used} total={capacity} words={`${used} of ${capacity}`} />
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}

function facts({ host, hypervisor, provider, service }: ComputeRow): readonly (readonly [string, ReactNode])[] {
  return [
    ...(hypervisor === undefined
      ? []
      : ([
          ['Address', <Copyable key="address" text={hypervisor.address} />],
          ['Hypervisor', versionWords(hypervisor)],
          ['CPU', [hypervisor.cpuModel, hypervisor.arch].filter(Boolean).join(', ') || 'Not said'],
        ] as const)),
    ...(hypervisor === undefined || hypervisor.hostname === host
      ? []
      : [['Known as', <Copyable key="hostname" text={hypervisor.hostname} />] as const]),
    ...(service === undefined
      ? []
      : ([
          ['Zone', service.zone],
          ['Takes instances', service.status === 'enabled' ? 'Yes' : 'No'],
          ...(service.disabledReason === undefined
            ? []
            : [['Reason', <Name key="why" name={service.disabledReason} />] as const]),
          ['Heard of', service.updatedAt === undefined ? 'Never' : moment(Date.parse(service.updatedAt))],
          ['Service', <Copyable key="service" text={service.id} what="id of its service" />],
        ] as const)),
    ...(provider === undefined
      ? []
      : [['Placement', <Copyable key="provider" text={provider.id} what="id of its resource provider" />] as const]),
  ]
}
