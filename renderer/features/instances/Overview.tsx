/** An instance's facts: where it is reached, what it is made of, where it runs, what was noted on it. */
import { Button } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Server } from '../../../electron/contract/live.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { DrawerSection } from '../../ui/DrawerSection.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Name } from '../../ui/Name.tsx'
import { moment } from '../../ui/time.ts'
import { verdict } from './actions/allowed.ts'
import { flavorWords } from './actions/choosers.tsx'
import { type DeedId, deed } from './actions/deeds.ts'
import type { Deeds } from './actions/useDeeds.ts'
import css from './Instances.module.css'
import type { InstanceRow } from './rows.ts'

interface OverviewProps {
  readonly row: InstanceRow
  readonly deeds: Deeds
}

export function Overview({ row, deeds }: OverviewProps) {
  const { server } = row
  const change = (id: DeedId, what: string): ReactNode =>
    verdict(deed(id), server, deeds.around).possible ? (
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={`Change… (${what})`}
        onClick={() => deeds.begin(id, [server])}
      >
        Change…
      </Button>
    ) : undefined
  return (
    <>
      <DrawerSection title="Addresses">
        <Addresses addresses={server.addresses} />
      </DrawerSection>
      <DrawerSection title="Made of">
        <KeyValue rows={madeOf(row)} />
      </DrawerSection>
      <DrawerSection title="Where it runs">
        <KeyValue rows={place(row)} />
      </DrawerSection>
      <DrawerSection title="Security groups" action={change('securityGroups', 'security groups')}>
        {server.securityGroups.length === 0 ? (
          <p className={css.quiet}>None.</p>
        ) : (
          <ul className={css.chips}>
            {server.securityGroups.map((name) => (
              <li key={name} className={css.chip}>
                <Name name={name} />
              </li>
            ))}
          </ul>
        )}
      </DrawerSection>
      <DrawerSection title="Tags and metadata" action={change('notes', 'tags and metadata')}>
        {Object.keys(server.metadata).length === 0 && server.tags.length === 0 ? (
          <p className={css.quiet}>None.</p>
        ) : (
          <>
            {server.tags.length === 0 ? undefined : <Tags tags={server.tags} />}
            <KeyValue
              rows={Object.entries(server.metadata)
                .sort(([one], [other]) => one.localeCompare(other))
                .map(([key, value]) => [key, <Copyable key={key} text={value} what={key} />])}
            />
          </>
        )}
      </DrawerSection>
    </>
  )
}

function Addresses({ addresses }: Pick<Server, 'addresses'>) {
  const networks = Object.entries(addresses)
  if (networks.length === 0) return <p className={css.quiet}>None: it has no network card, or is still being built.</p>
  return (
    <KeyValue
      rows={networks.map(([network, all]) => [
        network,
        <ul key={network} className={css.list}>
          {all.map(({ address, mac, type }) => (
            <li key={address} className={css.address}>
              <Copyable text={address} />
              <span className={css.quiet}>{type === 'floating' ? 'floating IP' : mac}</span>
            </li>
          ))}
        </ul>,
      ])}
    />
  )
}

/** Each leads to all that have it. */
function Tags({ tags }: { readonly tags: readonly string[] }) {
  const [search] = useSearchParams()
  return (
    <span className={css.chips}>
      {tags.map((tag) => (
        <span key={tag} className={css.chip}>
          <Link className={css.tag} title="Show all with this tag" to={{ search: withTag(search, tag) }}>
            <Name name={tag} />
          </Link>
        </span>
      ))}
    </span>
  )
}

function withTag(search: URLSearchParams, tag: string): string {
  const next = new URLSearchParams(search)
  next.set('tag', tag)
  return next.toString()
}

type Rows = readonly (readonly [string, ReactNode])[]

function madeOf({ imageName, server }: InstanceRow): Rows {
  const { flavor, imageId, keyName, volumes } = server
  return [
    [
      'Flavor',
      flavor === undefined ? (
        'Not told'
      ) : (
        <>
          <Name name={flavor.name} /> <span className={css.quiet}>({flavorWords(flavor)})</span>
        </>
      ),
    ],
    [
      'Image',
      imageName !== undefined ? (
        <Name key="image" name={imageName} />
      ) : imageId !== undefined ? (
        <>
          <span className={css.quiet}>Gone: </span>
          <Copyable text={imageId} />
        </>
      ) : (
        'None: it starts from a volume'
      ),
    ],
    ['Key pair', keyName === undefined ? 'None' : <Name key="pair" name={keyName} />],
    ...(volumes.length === 0
      ? []
      : [
          [
            'Volumes',
            volumes.map(({ goesWithIt, id }) => (
              <Fragment key={id}>
                <Copyable text={id} />
                {goesWithIt ? <span className={css.quiet}> (deleted with it)</span> : undefined}
              </Fragment>
            )),
          ] as const,
        ]),
    ...(server.description === '' ? [] : [['Description', <Name key="words" name={server.description} />] as const]),
  ]
}

function place({ projectName, server }: InstanceRow): Rows {
  const { createdAt, host, hypervisorHostname, id, instanceName, launchedAt, lockedReason, zone } = server
  const when = (at: string): string => moment(Date.parse(at))
  return [
    ...(zone === undefined ? [] : [['Zone', zone] as const]),
    ...(host === undefined ? [] : [['Host', <Copyable key="host" text={host} />] as const]),
    ...(hypervisorHostname === undefined || hypervisorHostname === host
      ? []
      : [['Hypervisor', <Copyable key="hypervisor" text={hypervisorHostname} />] as const]),
    ...(instanceName === undefined ? [] : [['libvirt name', <Copyable key="libvirt" text={instanceName} />] as const]),
    ['ID', <Copyable key="id" text={id} />],
    [
      'Project',
      projectName === undefined ? (
        <Copyable key="project" text={server.projectId} />
      ) : (
        <Name key="project" name={projectName} />
      ),
    ],
    ['Created', when(createdAt)],
    ['Started first', launchedAt === undefined ? 'Never' : when(launchedAt)],
    ...(server.locked
      ? [['Locked', lockedReason === undefined ? 'Yes' : <Name key="why" name={lockedReason} />] as const]
      : []),
  ]
}
