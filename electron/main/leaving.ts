/** Quitting while work is under way: the person is asked, and every answer keeps what is done. */
import { app, type BrowserWindow, dialog } from 'electron'
import type { Job } from '../contract/index.ts'
import { endOf, endsInOrder, isMissed } from '../shell/jobEnds.ts'
import type { RunningApp } from '../shell/runningApp.ts'
import { runningJobs, stopWork } from '../shell/stopWork.ts'
import type { WindowFrame } from './windowFrame.ts'

/** `stop`: after the steps under way. `keep`: go on without a window. `quit`: at once, or because nothing is under way. */
export type Leaving = 'stop' | 'keep' | 'quit'

const ANSWERS: readonly Leaving[] = ['stop', 'keep', 'quit']
const AT_ONCE =
  'Nothing is lost, whatever you choose. Quitting at once leaves the steps under way to end by themselves on the machines.'

/** Asks only where work is under way that quitting would interrupt. */
export async function askToLeave(app: RunningApp, window: BrowserWindow | undefined): Promise<Leaving> {
  const jobs = (await runningJobs(app)).filter(isMissed)
  if (jobs.length === 0) return 'quit'
  return ANSWERS[await ask(jobs, window)] ?? 'keep'
}

async function ask(jobs: readonly Job[], window: BrowserWindow | undefined): Promise<number> {
  const hasSteps = jobs.some(endsInOrder)
  const keep = 'Keep running in the tray'
  const question = {
    type: 'question' as const,
    title: 'Stackstead',
    message: `"${jobs[0]?.title}" is under way.`,
    detail: [...jobs.map((job) => `${job.title}: ${endOf(job)}.`), ...(hasSteps ? [AT_ONCE] : [])].join('\n'),
    buttons: hasSteps
      ? ['Stop after the steps under way', keep, 'Quit now (nothing is lost)']
      : ['Stop and quit', keep],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  }
  const { response } = await (window === undefined
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(window, question))
  return response
}

/** Answers every wish to quit until the app has ended. @param end what is closed last */
export function leaveInOrder(stackstead: RunningApp, frame: WindowFrame, end: () => Promise<void>): void {
  let state: 'here' | 'asking' | 'stopping' | 'gone' = 'here'
  const go = async (): Promise<void> => {
    state = 'asking'
    const answer = await askToLeave(stackstead, frame.window())
    if (answer !== 'quit') frame.hide()
    if (answer === 'keep') {
      state = 'here'
      return
    }
    state = 'stopping'
    if (answer === 'stop') await stopWork(stackstead)
    await end()
    state = 'gone'
    frame.letGo()
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (state === 'gone') return
    event.preventDefault()
    // Asked to quit once more while it stops: the person does not want to wait.
    if (state === 'stopping') app.exit(0)
    if (state === 'here') go().catch(() => app.exit(1))
  })
}
