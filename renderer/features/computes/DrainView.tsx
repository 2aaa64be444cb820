/** A drain or evacuation as it goes, and how it ended: the whole, each instance, what is waited for, stopping and going on. */
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { Drain, DrainedState } from '../../../electron/contract/computes.ts'
import { useAction } from '../../api/useRequest.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
import { elapsed } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import css from './Computes.module.css'
import { drainedWords, drainWords } from './drainWords.ts'
import { isDraining } from './rows.ts'

interface DrainViewProps {
  readonly cloud: string
  readonly drain: Drain
  /** Whether the compute is still as it was left. */
  readonly isAsLeft: boolean
  /** Opens the question again, to go on. */
  readonly onAgain: () => void
}

const LEFT: readonly DrainedState[] = ['waiting', 'moving', 'confirming', 'stopping']

export function DrainView({ cloud, drain, isAsLeft, onAgain }: DrainViewProps) {
  const stop = useAction('computes.drainStop')
  const goOn = useGoOn(cloud)
  const isEvacuation = drain.wish.kind === 'evacuation'
  const goes = isDraining(drain)
  const now = useNow(goes)
  const { kind, words } = drainWords(drain)
  const left = drain.instances.filter(({ state }) => LEFT.includes(state)).length
  return (
    <section className={css.drain} aria-label={`${isEvacuation ? 'Evacuation' : 'Drain'} of ${drain.host}`}>
      <div className={css.drainHead}>
        <span role="status">
          <Status kind={kind}>{words}</Status>
        </span>
        <span className={css.detail}>{elapsed((drain.endedAt ?? now) - drain.startedAt)}</span>
      </div>
      {goes && drain.instances.length > 0 ? (
        <Meter used={drain.instances.length - left} total={drain.instances.length} words={`${left} to go`} />
      ) : undefined}
      {drain.waitsFor === undefined ? undefined : (
        <p className={css.detail} role="status">
          Waiting: {drain.waitsFor.message} It goes on by itself.
        </p>
      )}
      {drain.error === undefined ? undefined : <ErrorNote error={drain.error} />}
      {drain.state === 'interrupted' ? <p className={css.detail}>{interruptedWords(drain, isAsLeft)}</p> : undefined}
      {drain.state === 'empty' && isEvacuation ? (
        <p className={css.detail}>
          When the machine is back, nova-compute deletes what was evacuated from it as it starts. Trust it again after
          that.
        </p>
      ) : undefined}
      <ul className={css.list}>
        {drain.instances.map((one) => {
          const said = drainedWords(one, drain)
          return (
            <li key={one.id} className={css.drained}>
              <span className={css.line}>
                <Link to={`/clouds/${cloud}/instances?all=yes&instance=${one.id}`}>
                  <Name name={one.name} id={one.id} />
                </Link>
                <Status kind={said.kind}>{said.words}</Status>
              </span>
              {one.why === undefined ? undefined : <span className={css.detail}>{one.why}</span>}
              {one.error === undefined ? undefined : (
                <span className={css.detail}>
                  {[one.error.detail ?? one.error.message, one.error.remedy].filter(Boolean).join(' ')}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <div className={css.buttons}>
        {drain.state === 'running' ? (
          <Button size="compact-sm" variant="default" onClick={() => stop.mutate({ cloud, host: drain.host })}>
            Stop after those under way
          </Button>
        ) : undefined}
        {drain.state === 'stopping' ? (
          <Button
            size="compact-sm"
            variant="default"
            title="Nova goes on with what is under way; it is only no longer followed."
            onClick={() => stop.mutate({ cloud, host: drain.host, now: true })}
          >
            Do not wait
          </Button>
        ) : undefined}
        {drain.state === 'interrupted' ? (
          <>
            <Button size="compact-sm" onClick={() => goOn(drain)}>
              Go on
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => stop.mutate({ cloud, host: drain.host })}>
              Stop here
            </Button>
          </>
        ) : undefined}
        {drain.state === 'partly' || drain.state === 'cancelled' || drain.state === 'failed' ? (
          <Button size="compact-sm" variant="default" onClick={onAgain}>
            {isEvacuation ? 'Evacuate again…' : 'Drain again…'}
          </Button>
        ) : undefined}
      </div>
    </section>
  )
}

/** With the same wish: it was confirmed when it began. */
function useGoOn(cloud: string): (drain: Drain) => void {
  const drainAgain = useAction('computes.drain')
  const evacuate = useAction('computes.evacuate')
  return ({ wish }) => {
    if (wish.kind === 'drain') {
      const { kind: _drain, ...same } = wish
      drainAgain.mutate({ cloud, ...same })
    } else {
      const { kind: _evacuation, ...same } = wish
      evacuate.mutate({ cloud, ...same })
    }
  }
}

function interruptedWords({ host, wish }: Drain, isAsLeft: boolean): string {
  if (wish.kind === 'evacuation')
    return isAsLeft
      ? `The app ended before it did. ${host} is still down; going on evacuates the rest.`
      : `The app ended before it did, and ${host} reports again: what is left on it is there. Drain it if need be.`
  return isAsLeft
    ? `The app ended before it did. ${host} takes no new instances until it is enabled; going on moves the rest.`
    : `The app ended before it did, and ${host} takes new instances. Going on keeps them from it again and moves the rest.`
}
