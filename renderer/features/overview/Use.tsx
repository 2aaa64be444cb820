/** How much of the cloud is given away, and how much of its quota the project has used. */

import type { ErrorData, RequestOutput } from '../../../electron/contract/index.ts'
import { LANGUAGE } from '../../ui/language.ts'
import { Meter } from '../../ui/Meter.tsx'
import { mebibytes, partOf } from '../../ui/time.ts'
import { Asked } from './Asked.tsx'
import { Card } from './Card.tsx'
import type { Amount, Capacity } from './capacity.ts'
import css from './Overview.module.css'

const plain = (value: number): string => value.toLocaleString(LANGUAGE)
const gibibytes = (value: number): string => mebibytes(value * 1024)

interface CapacityCardProps {
  readonly capacity: Capacity | undefined
  /** Why Placement does not tell now, and when it did. */
  readonly error: ErrorData | undefined
  readonly at: number | undefined
}

export function CapacityCard({ at, capacity, error }: CapacityCardProps) {
  const rows: readonly (readonly [string, Amount, (value: number) => string])[] =
    capacity === undefined
      ? []
      : [
          ['vCPUs', capacity.cpus, plain],
          ['RAM', capacity.memory, mebibytes],
          ['Disk', capacity.disk, gibibytes],
        ]
  const of =
    capacity === undefined || capacity.open === capacity.computes
      ? 'promised to instances'
      : `of ${capacity.open} of ${capacity.computes} computes: the others take none`
  return (
    <Card title="Capacity" aside={of}>
      <Asked waiting="Asking Placement what there is." isKnown={capacity !== undefined} error={error} at={at} />
      {capacity === undefined ? undefined : capacity.computes === 0 ? (
        <p className={css.quiet}>No compute has reported what it has to give.</p>
      ) : (
        <dl className={css.meters}>
          {rows.map(([name, { capacity: all, used }, words]) => (
            <Row key={name} name={name} used={used} all={all} words={words} />
          ))}
        </dl>
      )}
    </Card>
  )
}

interface RowProps {
  readonly name: string
  readonly used: number
  /** Undefined: no limit. */
  readonly all: number | undefined
  readonly words: (value: number) => string
}

function Row({ name, used, all, words }: RowProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {all === undefined ? (
          <span className={css.quiet}>{words(used)}, no limit</span>
        ) : (
          <Meter used={used} total={all} words={partOf(words(used), words(all))} />
        )}
      </dd>
    </>
  )
}

interface QuotaCardProps {
  /** Of the project logged in to. */
  readonly project: string | undefined
  readonly limits: RequestOutput<'quotas.limits'> | undefined
  /** Why they are not told now, and when they were. */
  readonly error: ErrorData | undefined
  readonly at: number | undefined
}

export function QuotaCard({ at, error, limits, project }: QuotaCardProps) {
  const { compute, network } = limits ?? {}
  return (
    <Card title="Quota" aside={project === undefined ? '' : `of the project ${project}`}>
      <Asked waiting="Asking what the project may have." isKnown={limits !== undefined} error={error} at={at} />
      {compute === undefined || network === undefined ? undefined : (
        <dl className={css.meters}>
          <Row name="Instances" used={compute.instances.used} all={compute.instances.limit} words={plain} />
          <Row name="vCPUs" used={compute.cpus.used} all={compute.cpus.limit} words={plain} />
          <Row name="RAM" used={compute.memory.used} all={compute.memory.limit} words={mebibytes} />
          <Row name="Floating IPs" used={network.floatingIps.used} all={network.floatingIps.limit} words={plain} />
        </dl>
      )}
    </Card>
  )
}
