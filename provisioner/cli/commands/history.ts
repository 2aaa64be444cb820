/** `stackstead history`: what earlier runs did, from their journals. */
import { Command } from 'commander'
import { StacksteadError } from '../../core/errors.ts'
import { listRuns, type Project, readEvents, readRun } from '../../index.ts'
import { projectOf } from '../connect.ts'
import { withShared } from '../options.ts'
import { historyText, runText, runView } from '../render/history.ts'
import { printable } from '../render/text.ts'
import { type Session, working } from '../session.ts'

export function historyCommand(): Command {
  const command = new Command('history')
    .summary('show earlier runs, or one of them')
    .description(
      'Lists earlier runs, newest first; with a run (or the first letters of one, or "last") tells what it did.',
    )
    .argument('[run]', 'one of the runs listed')
    .option('-v, --verbose', 'with a run: everything its commands printed')
  return working<{ verbose?: boolean }>(withShared(command, 'file'), async (session, own, [wanted]) => {
    const project = await projectOf(session)
    const runs = await listRuns(project.runsFolder)
    if (wanted !== undefined) return oneRun(session, project, chosen(runs, wanted), own.verbose === true)
    const states = (await Promise.all(runs.map((run) => readRun(project.runsFolder, run)))).filter(
      (state) => state !== undefined,
    )
    if (session.options.json) session.terminal.json({ runs: states.map(runView) })
    else session.terminal.out(historyText(states, session.terminal))
    return 0
  })
}

/** @throws StacksteadError `invalid-input` where no run is meant, or several are */
export function chosen(runs: readonly string[], wanted: string): string {
  const [newest] = runs
  if (wanted === 'last' && newest !== undefined) return newest
  const [found, second] = runs.filter((run) => run.startsWith(wanted))
  if (found !== undefined && second === undefined) return found
  throw new StacksteadError({
    code: 'invalid-input',
    message: found === undefined ? `There is no run ${JSON.stringify(wanted)}.` : `Several runs begin with ${wanted}.`,
    remedy: runs.length === 0 ? 'Nothing has been applied yet.' : '"stackstead history" lists all of them.',
  })
}

async function oneRun(
  { options, terminal }: Session,
  project: Project,
  run: string,
  verbose: boolean,
): Promise<number> {
  const events = await readEvents(project.runsFolder, run)
  if (options.json) {
    for (const event of events) terminal.json(event)
    return 0
  }
  if (verbose)
    for (const event of events)
      if (event.type === 'step-output') terminal.out(terminal.paint('dim', `${event.step} | ${printable(event.line)}`))
  const state = await readRun(project.runsFolder, run)
  terminal.out(state === undefined ? `The journal of ${run} is empty.` : runText(state, terminal))
  return 0
}
