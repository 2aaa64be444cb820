/** Beside the form: whether it fits, where, and what keeps it from which host. */
import type { ErrorData, HostForecast, PlacementForecast } from '../../../../electron/contract/index.ts'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Status } from '../../../ui/Status.tsx'
import css from './CreateInstance.module.css'
import { roomWords, shownHosts, verdict } from './forecastWords.ts'

/** Lines of hosts; the rest is counted. */
const MOST = 8

interface ForecastPanelProps {
  readonly forecast: PlacementForecast | undefined
  readonly error: ErrorData | undefined
  readonly isAsked: boolean
}

export function ForecastPanel({ error, forecast, isAsked }: ForecastPanelProps) {
  return (
    <section aria-labelledby="forecast" className={css.verdict}>
      <h2 id="forecast">Will it fit?</h2>
      {error !== undefined ? (
        <ErrorNote error={error} />
      ) : forecast === undefined ? (
        <p className={css.quiet}>{isAsked ? 'Looking at the hosts…' : 'Choose a size and how many to see it.'}</p>
      ) : (
        <Told forecast={forecast} />
      )}
    </section>
  )
}

function Told({ forecast }: { readonly forecast: PlacementForecast }) {
  const { explains, headline, kind } = verdict(forecast)
  const { hosts, rest } = shownHosts(forecast, MOST)
  return (
    <>
      <div role="status" className={css.verdict}>
        <Status kind={kind}>{headline}</Status>
        {explains === undefined ? undefined : <p className={css.quiet}>{explains}</p>}
        {forecast.quota.map(({ refused, what }) =>
          refused === undefined ? undefined : (
            <p key={what} className={css.wrong}>
              {refused}
            </p>
          ),
        )}
      </div>
      {hosts.length === 0 ? undefined : (
        <ul className={css.hosts} aria-label="Hosts">
          {hosts.map((host) => (
            <Host key={host.host} host={host} />
          ))}
        </ul>
      )}
      {rest === undefined ? undefined : <p className={css.quiet}>And {rest}.</p>}
      {forecast.notes.map((note) => (
        <p key={note} className={css.quiet}>
          {note}
        </p>
      ))}
    </>
  )
}

function Host({ host }: { readonly host: HostForecast }) {
  const { refusals, zone } = host
  const takes = refusals.length === 0
  return (
    <li className={css.host}>
      <div className={css.hostHead}>
        <span className={css.hostName}>
          {host.host} <span className={css.filter}>{zone}</span>
        </span>
        <Status kind={takes ? 'works' : 'failed'}>{takes ? roomWords(host) : 'refused'}</Status>
      </div>
      {takes ? undefined : (
        <ul className={css.why}>
          {refusals.map(({ filter, why }) => (
            <li key={why}>
              <span className={css.filter}>{filter}:</span> {why}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
