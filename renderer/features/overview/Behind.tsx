/** The processes behind the APIs, as Nova and Neutron hear of them: how many of each kind are up. */
import { useMemo } from 'react'
import type { ComputeService, NetworkAgent } from '../../../electron/contract/live.ts'
import { isolated } from '../../ui/bidi.ts'
import { Status } from '../../ui/Status.tsx'
import { Card } from './Card.tsx'
import css from './Overview.module.css'
import { processKinds } from './processes.ts'

interface BehindProps {
  readonly services: readonly ComputeService[] | undefined
  readonly agents: readonly NetworkAgent[] | undefined
}

export function Behind({ services, agents }: BehindProps) {
  const kinds = useMemo(() => processKinds(services ?? [], agents ?? []), [services, agents])
  return (
    <Card title="Services and agents" aside="as they report">
      {services === undefined && agents === undefined ? (
        <p className={css.quiet}>Asking which of them have reported.</p>
      ) : undefined}
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
