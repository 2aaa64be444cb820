/** `stackstead demo`: practice machines on this computer become a cloud, and prove it. Run again, it goes on or finds nothing to do. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { quote } from '../../core/command.ts'
import { StacksteadError } from '../../core/errors.ts'
import {
  checkPlan,
  hasErrors,
  isConverged,
  isProved,
  knownHostsBeside,
  LAYOUTS,
  type LabState,
  type LayoutName,
  labStatus,
  nameServers,
  practiceCloudText,
  preflight,
  preflightSubjects,
  runInteractive,
} from '../../index.ts'
import { fleetOf, type OpenFleet, projectOf } from '../connect.ts'
import { demoFolder, demoMachines } from '../demoCloud.ts'
import { withShared } from '../options.ts'
import { OWN_PROGRAM } from '../ownProgram.ts'
import { findingsText } from '../render/findings.ts'
import { type Phase, phasesText } from '../render/phases.ts'
import { componentTimes } from '../render/runSummary.ts'
import { count } from '../render/text.ts'
import { type ExitStatus, type Session, working } from '../session.ts'
import { applyShown } from './apply.ts'
import { verifyShown } from './verify.ts'

interface Own {
  readonly name: string
  readonly layout: LayoutName
  readonly machines?: number
  readonly ready?: boolean
  readonly destroy?: boolean
}

export function demoCommand(): Command {
  const command = new Command('demo')
    .summary('make practice machines on this computer a cloud')
    .description(
      'Starts bare Debian 13 machines on this computer, checks, plans and applies, proves the cloud, and shows what each phase took. The cloud keeps running; run again, the demo goes on where it was.',
    )
    .addOption(
      new Option('--layout <layout>', 'how the services spread').choices(LAYOUTS).default('controller-and-computes'),
    )
    .option('--machines <n>', 'how many machines (default: as many as the layout shows best)', positive)
    .option('--bare', 'start from bare Debian (this is the default)')
    .addOption(
      new Option(
        '--ready',
        'start new machines with their packages installed already; made once, kept in a cache',
      ).conflicts('bare'),
    )
    .option('--keep', 'leave the machines running at the end (this is the default)')
    .addOption(new Option('--destroy', 'take the machines away at the end').conflicts('keep'))
    .option('--name <lab>', 'name of the lab and of the cloud', 'demo')
  return working<Own>(withShared(command, 'nothing'), demo)
}

async function demo(session: Session, own: Own): Promise<ExitStatus> {
  const phases: Phase[] = []
  const lab = await timed(phases, 'Lab machines', () => raiseLab(session, own))
  const file = await writeCloud(lab, own.layout)
  session.terminal.note(`\nThe demo's cloud is described in ${file}\n`)
  const there = { ...session, options: { ...session.options, file, knownHosts: lab.knownHosts } }
  const status = await makeCloud(there, phases)
  if (!session.options.json) session.terminal.out(`\n${phasesText(phases, session.terminal)}\n`)
  else session.terminal.json({ type: 'demo', file, phases, status })
  if (own.destroy) await labCommand(session, ['destroy', '--name', own.name])
  else if (!session.options.json) session.terminal.out(farewell(file, lab, status))
  return status
}

async function makeCloud(session: Session, phases: Phase[]): Promise<ExitStatus> {
  const { terminal, options } = session
  const project = await projectOf(session)
  await using fleet = await fleetOf(session, project)
  const findings = await timed(
    phases,
    'Check',
    () => preflight(project, fleet),
    (found) => count(found.length, 'finding'),
  )
  const machines = project.cloud.machines.map((machine) => machine.name)
  if (!options.json && !options.quiet)
    terminal.out(`${findingsText(findings, { machines, subjects: preflightSubjects(), all: false }, terminal)}\n`)
  if (hasErrors(findings)) return 1
  const preview = await timed(
    phases,
    'Plan',
    () => checkPlan(project.plan, fleet),
    (found) => {
      const open = [...found.verdicts.values()].filter((verdict) => verdict.state !== 'ok').length
      return open === 0 ? 'nothing to do' : `${count(open, 'step')} to do`
    },
  )
  if (!isConverged(preview)) {
    const applied = await applyPhase(session, project, fleet, phases)
    if (applied !== 0) return applied
  }
  const proofs = await timed(
    phases,
    'Verify',
    () => verifyShown(session, project, fleet),
    (made) => `${made.filter((proof) => proof.state === 'proved').length} of ${count(made.length, 'proof')}`,
  )
  if (!isProved(proofs)) return 1
  const again = await timed(
    phases,
    'Plan again',
    () => checkPlan(project.plan, fleet),
    (found) => (isConverged(found) ? 'nothing to do' : 'something would change'),
  )
  return isConverged(again) ? 0 : 1
}

async function applyPhase(
  session: Session,
  project: Awaited<ReturnType<typeof projectOf>>,
  fleet: OpenFleet,
  phases: Phase[],
): Promise<ExitStatus> {
  const begin = performance.now()
  const { outcome, state } = await applyShown(session, project, fleet, { yes: true, check: false })
  const parts = (state === undefined ? [] : componentTimes(state)).flatMap(({ component, took }) =>
    took === undefined ? [] : [{ title: component, took }],
  )
  phases.push({ title: 'Apply', took: performance.now() - begin, outcome, parts })
  return outcome === 'done' ? 0 : 1
}

/** The lab command does it, through sudo where this person is not root, and installs what this computer lacks. */
async function raiseLab(session: Session, own: Own): Promise<LabState> {
  const names = demoMachines(own.layout, own.machines)
  // Ready layers hold the packages of the usual layout.
  const bare = own.ready !== true || own.layout === 'every-component-apart'
  await labCommand(session, ['up', '--name', own.name, '--names', names.join(','), ...(bare ? ['--bare'] : [])])
  return labStatus(own.name)
}

async function labCommand({ options }: Session, words: readonly string[]): Promise<void> {
  const [script = ''] = process.argv.slice(1)
  const manner = [...(options.json || options.quiet ? ['--quiet'] : []), ...(options.colour ? [] : ['--no-color'])]
  const status = await runInteractive(process.execPath, [...process.execArgv, script, 'lab', ...words, ...manner])
  if (status !== 0)
    throw new StacksteadError({
      code: 'lab',
      message: `The demo stopped, because "stackstead lab ${words[0]}" did not succeed.`,
      remedy: 'Mend what is named above, then run the demo again.',
    })
}

/** Written anew each time, because a lab made again has other addresses and keys; secrets and journals stay. */
async function writeCloud(lab: LabState, layout: LayoutName): Promise<string> {
  const file = join(demoFolder(lab.name), 'cloud.yaml')
  const knownHosts = knownHostsBeside(file)
  await mkdir(dirname(knownHosts), { recursive: true, mode: 0o700 })
  await writeFile(file, practiceCloudText(lab, await nameServers(), layout))
  await writeFile(knownHosts, lab.knownHostsContent)
  return file
}

async function timed<T>(
  phases: Phase[],
  title: string,
  work: () => Promise<T>,
  told?: (result: T) => string,
): Promise<T> {
  const begin = performance.now()
  const result = await work()
  phases.push({ title, took: performance.now() - begin, outcome: told?.(result) ?? '' })
  return result
}

function farewell(file: string, lab: LabState, status: ExitStatus): string {
  if (status !== 0) return 'Run the demo again when the cause is mended: what is done stays done.'
  const commands = [
    ['stackstead api', 'its APIs and dashboard, on this computer'],
    ['stackstead export openrc', 'the credentials'],
    [`stackstead ssh ${lab.machines[0]?.name}`, 'one of its machines'],
    [`stackstead lab destroy --name ${lab.name}`, 'takes everything away again'],
  ] as const
  return [
    'The cloud is yours to look at:',
    `  alias stackstead=${quote(OWN_PROGRAM)}; cd ${quote(dirname(file))}`,
    ...commands.map(([command, what]) => `  ${command.padEnd(40)}  ${what}`),
  ].join('\n')
}

function positive(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number from 1 to 99.')
}
