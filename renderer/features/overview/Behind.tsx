/** The processes behind the APIs, as Nova and Neutron hear of them: how many of each kind are up. */
import { useMemo } from 'react'
import type { ErrorData } from '../../../electron/contract/index.ts'
import type { ComputeService, NetworkAgent } from '../../../electron/contract/live.ts'
import { isolated } from '../../ui/bidi.ts'
import { Status } from '../../ui/Status.tsx'
import { Asked } from './Asked.tsx'
import { Card } from './Card.tsx'
import css from './Overview.module.css'
import { processKinds } from './processes.ts'

interface BehindProps {
  readonly services: readonly ComputeService[] | undefined
  readonly agents: readonly NetworkAgent[] | undefined
  /** Why one or the other is not told now. */
  readonly error: ErrorData | undefined
}

export function Behind({ agents, error, services }: BehindProps) {
  const kinds = useMemo(() => processKinds(services ?? [], agents ?? []), [services, agents])
  return (
    <Card title="Services and agents" aside="as they report">
      <Asked
        waiting="Asking which of them have reported."
        isKnown={services !== undefined || agents !== undefined}
        error={error}
      />
      <ul className={css.list}>
        {kinds.map(({ all, down, name, up }) => (
          <li key={name} title={down.length === 0 ? undefined : `Down: ${down.map(isolated).join(', ')}`}>
            <span className={css.grow}>{isolated(name)}</span>
            <Status kind={up === all ? 'works' : 'failed'}>
              {up} of {all} up
            </Status>
          </li>
        ))}
      </ul>
    </Card>
  )
}
