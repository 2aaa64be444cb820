/** What a pasted list was read as. */
import type { NewMachine } from '../../../../electron/contract/index.ts'
import { Status } from '../../../ui/Status.tsx'
import { count } from '../../../ui/words.ts'
import css from './Understood.module.css'

interface UnderstoodProps {
  readonly machines: readonly NewMachine[]
  readonly taken: readonly string[]
}

export function Understood({ machines, taken }: UnderstoodProps) {
  return (
    <div>
      <p className={css.title}>{count(machines.length, 'machine')} understood</p>
      <div className={css.frame}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Address</th>
              <th scope="col">User</th>
              <th scope="col">Port</th>
            </tr>
          </thead>
          <tbody>
            {machines.map(({ name, address, user, port }) => (
              <tr key={`${name} ${address}`}>
                <td>{taken.includes(name) ? <Status kind="failed">{name}: taken</Status> : name}</td>
                <td className="mono">{address}</td>
                <td>{user ?? '—'}</td>
                <td className="mono">{port ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
