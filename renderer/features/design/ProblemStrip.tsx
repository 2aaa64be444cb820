/** Under the canvas: what is missing or wrong, each leading to its place, what machines lack for their roles, and what the cloud will take altogether. */
import type { Design, Notice, Problem } from '../../../electron/contract/index.ts'
import { Status } from '../../ui/Status.tsx'
import { mebibytes } from '../../ui/time.ts'
import { count } from '../../ui/words.ts'
import type { InTheWay } from './inTheWay.ts'
import css from './ProblemStrip.module.css'

interface ProblemStripProps {
  readonly design: Design
  readonly obstacles: readonly InTheWay[]
  readonly onProblem: (problem: Problem) => void
  readonly onMachine: (machine: string) => void
}

export function ProblemStrip({ design, obstacles, onProblem, onMachine }: ProblemStripProps) {
  const { machines } = design
  const notices: readonly Notice[] = [
    ...obstacles.map(({ machine, why }) => ({ machine, message: why })),
    ...design.notices,
  ]
  // Without machines nothing can run anywhere: that is said once, above.
  const problems = design.problems.filter(({ where }) => machines.length > 0 || where !== 'machines')
  const memory = machines.reduce((sum, one) => sum + one.forecast.memory, 0)
  const disk = machines.reduce((sum, one) => sum + one.forecast.disk, 0)
  return (
    <section className={css.strip} aria-label="Problems and forecast">
      <div className={css.summary}>
        <span role="status">
          {machines.length === 0 && problems.length === 0 ? (
            'Nothing to forecast yet'
          ) : problems.length > 0 ? (
            <Status kind="needs-you">{count(problems.length, 'problem')}</Status>
          ) : (
            <Status kind="works">Nothing is missing</Status>
          )}
        </span>
        {obstacles.length > 0 && (
          <Status kind={obstacles.some(({ level }) => level === 'error') ? 'failed' : 'needs-you'}>
            {count(obstacles.length, 'obstacle')}
          </Status>
        )}
        {design.notices.length > 0 && <span>{count(design.notices.length, 'notice')}</span>}
        {machines.length > 0 && (
          <span className={css.total}>
            Forecast for {count(machines.length, 'machine')}: {mebibytes(memory)} memory, {mebibytes(disk)} disk
          </span>
        )}
      </div>
      {problems.length + notices.length > 0 && (
        <ul className={css.list}>
          {problems.map((problem) => (
            <li key={`${problem.line}:${problem.column}:${problem.message}`}>
              <button type="button" onClick={() => onProblem(problem)}>
                <span className={css.line}>{problem.line}</span>
                <span>
                  {problem.where !== '' && <b>{problem.where}: </b>}
                  {problem.message}
                </span>
              </button>
            </li>
          ))}
          {notices.map(({ machine, message }) => (
            <li key={`${machine}${message}`} data-notice>
              {machine === undefined ? (
                <p>{message}</p>
              ) : (
                <button type="button" onClick={() => onMachine(machine)}>
                  <span className={css.line} aria-hidden>
                    i
                  </span>
                  <span>{message}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
