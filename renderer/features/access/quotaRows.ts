/** A project's quotas as rows, and what typed limits ask to be changed. Pure. */

import type { RequestOutput } from '../../../electron/contract/index.ts'
import { LANGUAGE } from '../../ui/language.ts'
import { mebibytes } from '../../ui/time.ts'

export type Quotas = RequestOutput<'quotas.limits'> | RequestOutput<'quotas.read'>
type Side = 'compute' | 'network'

interface Limited {
  readonly side: Side
  readonly key: string
  readonly title: string
  /** Nova counts RAM in MiB. */
  readonly unit?: 'MiB'
  /** Counted per user, per instance or per group: how much is used is not known of the project. */
  readonly each?: string
}

const LIMITED: readonly Limited[] = [
  { side: 'compute', key: 'instances', title: 'Instances' },
  { side: 'compute', key: 'cpus', title: 'vCPUs' },
  { side: 'compute', key: 'memory', title: 'RAM', unit: 'MiB' },
  { side: 'compute', key: 'serverGroups', title: 'Server groups' },
  { side: 'compute', key: 'serverGroupMembers', title: 'Members of a server group', each: 'of each group' },
  { side: 'compute', key: 'keypairs', title: 'Key pairs', each: 'of each user' },
  { side: 'compute', key: 'metadataItems', title: 'Metadata items', each: 'of each instance' },
  { side: 'network', key: 'networks', title: 'Networks' },
  { side: 'network', key: 'subnets', title: 'Subnets' },
  { side: 'network', key: 'ports', title: 'Ports' },
  { side: 'network', key: 'routers', title: 'Routers' },
  { side: 'network', key: 'floatingIps', title: 'Floating IPs' },
  { side: 'network', key: 'securityGroups', title: 'Security groups' },
  { side: 'network', key: 'securityGroupRules', title: 'Rules in security groups' },
]

export interface QuotaRow extends Limited {
  readonly id: string
  /** Undefined: not counted. */
  readonly used: number | undefined
  /** Undefined: none. */
  readonly limit: number | undefined
}

/** Those the answer has: of one's own project Nova tells fewer. */
export function quotaRows(quotas: Quotas): readonly QuotaRow[] {
  return LIMITED.flatMap((one): QuotaRow[] => {
    const sides = quotas as unknown as Readonly<Record<Side, Readonly<Record<string, unknown>>>>
    if (!(one.key in sides[one.side])) return []
    const share = sides[one.side][one.key]
    const id = `${one.side} ${one.key}`
    if (typeof share === 'number' || share === undefined) return [{ ...one, id, used: undefined, limit: share }]
    const { limit, used } = share as { readonly limit?: number; readonly used: number }
    return [{ ...one, id, used: one.each === undefined ? used : undefined, limit }]
  })
}

export function amount({ unit }: Pick<Limited, 'unit'>, value: number): string {
  return unit === 'MiB' ? mebibytes(value) : value.toLocaleString(LANGUAGE)
}

/** What was typed, by row id; an empty text is no limit. */
export type Typed = Readonly<Record<string, string>>

export function typedOf(rows: readonly QuotaRow[]): Typed {
  return Object.fromEntries(rows.map(({ id, limit }) => [id, limit === undefined ? '' : String(limit)]))
}

/** What is wrong with a limit that was typed; undefined where it can be sent. */
export function typedProblem({ used }: QuotaRow, typed: string): string | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) return 'A whole number, or nothing for no limit.'
  return used !== undefined && Number(text) < used ? `${used} are used already.` : undefined
}

interface QuotaStep {
  readonly action: 'computeQuotas.set' | 'networkQuotas.set'
  readonly input: Readonly<Record<string, unknown>>
}

/** One step for each service of which something changes. */
export function quotaSteps(
  project: { readonly id: string; readonly name: string },
  rows: readonly QuotaRow[],
  typed: Typed,
): readonly QuotaStep[] {
  const changed = rows.flatMap(({ id, key, limit, side }) => {
    const text = (typed[id] ?? '').trim()
    const wanted = text === '' ? null : Number(text)
    return wanted === (limit ?? null) ? [] : [{ side, key, wanted }]
  })
  return (['compute', 'network'] as const).flatMap((side): QuotaStep[] => {
    const mine = changed.filter((one) => one.side === side).map(({ key, wanted }) => [key, wanted] as const)
    const { id, name } = project
    if (mine.length === 0) return []
    return [{ action: `${side}Quotas.set`, input: { project: { id, name }, ...Object.fromEntries(mine) } }]
  })
}
