/** The computes of a cloud with what is said about them, live; administrators only. */
import { useMemo } from 'react'
import type { ErrorData } from '../../../electron/contract/index.ts'
import { useDoings } from '../../api/useDo.ts'
import { useRows } from '../../api/useRows.ts'
import { useStream } from '../../api/useStream.ts'
import { type ComputeRow, computeRows } from './rows.ts'

export interface Computes {
  /** Undefined until all was told that makes a row. */
  readonly rows: readonly ComputeRow[] | undefined
  readonly at: number | undefined
  readonly error: ErrorData | undefined
}

export function useComputes(cloud: string, isAdmin: boolean): Computes {
  const asked = isAdmin ? { cloud } : undefined
  const services = useRows('live.computeServices', asked)
  const hypervisors = useRows('live.hypervisors', asked)
  const providers = useRows('live.resourceProviders', asked).rows
  const aggregates = useRows('live.aggregates', asked).rows
  const servers = useRows('live.servers', isAdmin ? { cloud, all: true } : undefined).rows
  const drains = useStream('computes.drains', asked).value
  const doings = useDoings()
  const rows = useMemo(
    () =>
      services.rows === undefined || hypervisors.rows === undefined
        ? undefined
        : computeRows({
            services: services.rows,
            hypervisors: hypervisors.rows,
            providers: providers ?? [],
            aggregates: aggregates ?? [],
            servers: servers ?? [],
            drains: drains ?? [],
            doings,
            toldAt: services.at,
          }),
    [services.rows, services.at, hypervisors.rows, providers, aggregates, servers, drains, doings],
  )
  return { rows, at: services.at, error: services.error ?? hypervisors.error }
}
