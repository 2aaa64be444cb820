/** The bottom line of the window: the connection, what is being done, what waits for the person and what failed. */
import { IconKeyboard, IconMessageQuestion } from '@tabler/icons-react'
import { Status } from '../../ui/Status.tsx'
import { count } from '../../ui/words.ts'
import { useShell } from '../shellState.ts'
import { Failures } from './Failures.tsx'
import { Lost } from './Lost.tsx'
import { RunningJob } from './RunningJob.tsx'
import css from './StatusBar.module.css'

interface StatusBarProps {
  readonly onQuestions: () => void
  readonly onHelp: () => void
}

export function StatusBar({ onQuestions, onHelp }: StatusBarProps) {
  const { connected, jobs, questions } = useShell()
  const running = jobs.filter(({ state }) => state === 'running')
  return (
    <footer className={css.bar}>
      <span role="status">
        <Status kind={connected ? 'works' : 'needs-you'}>{connected ? 'Connected' : 'Not connected'}</Status>
      </span>
      {running[0] === undefined ? undefined : <RunningJob job={running[0]} more={running.length - 1} />}
      <Lost />
      <span className={css.spread} />
      <span role="status">
        {questions.length === 0 ? undefined : (
          <button type="button" className={css.button} data-kind="needs-you" onClick={onQuestions}>
            <IconMessageQuestion size={14} stroke={2} aria-hidden />
            {count(questions.length, 'question')} for you
          </button>
        )}
      </span>
      <Failures jobs={jobs} />
      <button
        type="button"
        className={css.button}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={onHelp}
      >
        <IconKeyboard size={14} stroke={2} aria-hidden />
      </button>
    </footer>
  )
}
