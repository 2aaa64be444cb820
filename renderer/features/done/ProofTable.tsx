/** The proofs: what was proved, in how long, what was seen; for a failure the cause and what to try. */
import type { Proof } from '../../../electron/contract/index.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Status, type StatusKind } from '../../ui/Status.tsx'
import { duration } from '../../ui/time.ts'
import { useNow } from '../../ui/useNow.ts'
import css from './ProofTable.module.css'
import type { ProofRow } from './proofs.ts'

const STATES: Readonly<Record<ProofRow['state'], readonly [StatusKind, string]>> = {
  proved: ['works', 'Proved'],
  failed: ['failed', 'Failed'],
  skipped: ['off', 'Not tried'],
  running: ['progress', 'Being proved'],
}

export function ProofTable({ rows }: { readonly rows: readonly ProofRow[] }) {
  const now = useNow(rows.some(({ state }) => state === 'running'))
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Proof</th>
          <th scope="col">Seen</th>
          <th scope="col" className={css.time}>
            Time
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const [kind, word] = STATES[row.state]
          return (
            <tr key={row.id}>
              <td>
                <Status kind={kind}>{word}</Status>
              </td>
              <th scope="row">{row.title}</th>
              <td className={css.seen}>{row.state === 'running' ? undefined : <Seen proof={row.proof} />}</td>
              <td className={css.time}>
                {row.state === 'running' ? duration(Math.max(0, now - row.at)) : tookOf(row.proof)}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function tookOf({ state, seconds }: Proof): string {
  return state === 'skipped' ? '' : duration(seconds * 1000)
}

function Seen({ proof }: { readonly proof: Proof }) {
  if (proof.error !== undefined) return <ErrorNote error={proof.error} />
  return proof.saw ?? proof.reason
}
