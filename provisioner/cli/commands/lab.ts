/** `stackstead lab`: practice machines on this computer. */
import { Command, InvalidArgumentError } from 'commander'
import {
  clearLabCache,
  cutMachine,
  installRequirements,
  isLabThere,
  type LabState,
  type Layer,
  labConsole,
  labDestroy,
  labDown,
  labList,
  labStatus,
  labUp,
  machineNames,
  missingPackages,
  runInteractive,
  sshWords,
  startMachine,
} from '../../index.ts'
import { asRoot } from '../asRoot.ts'
import { labProgress } from '../labProgress.ts'
import { withShared } from '../options.ts'
import { labText } from '../render/lab.ts'
import { type Session, working } from '../session.ts'

/** Gives the packages new machines of these names have ready, unless they shall be bare. */
export type LayersFor = (machines: readonly string[]) => Promise<Readonly<Record<string, Layer>>>

interface Own {
  readonly name: string
}

interface Up extends Own {
  readonly machines?: number
  readonly names?: readonly string[]
  readonly bare?: boolean
  readonly disks: number
}

const GIB = 1024 ** 3

export function labCommand(layersFor: LayersFor): Command {
  const lab = new Command('lab')
    .summary('practice machines on this computer')
    .description(
      'Makes machines on this computer that look to Stackstead like hardware: Debian 13 with ssh and sudo, two network cards, extra disks.',
    )
  for (const command of [upCommand(layersFor), ...wholeLab(), ...oneMachine()]) lab.addCommand(command)
  return lab
}

function upCommand(layersFor: LayersFor): Command {
  const command = named('up', 'make the lab or complete it, and start all its machines')
    .option('--machines <n>', 'a controller and n-1 computes (default: 3 for a new lab)', positive)
    .option('--names <a,b,...>', 'names of the machines, instead of --machines', (text) => text.split(','))
    .option('--bare', 'start new machines from bare Debian, not from ready layers')
    .option('--disks <n>', 'extra disks of 10 GiB each new machine gets', positive, 1)
  return working<Up>(command, (session, own) =>
    asRoot(session, 'Making lab machines', async () => {
      const onProgress = labProgress(session.terminal)
      const installed = missingPackages()
      if (installed.length > 0) {
        session.terminal.note(`Installing what this computer lacks for a lab: ${installed.join(' ')}`)
        await installRequirements(onProgress)
      }
      const machines = own.names ?? (own.machines === undefined ? undefined : machineNames(own.machines))
      const from = own.bare ? { bare: true } : { layers: await layersFor(machines ?? machineNames(3)) }
      const disks = Array.from({ length: own.disks }, () => 10 * GIB)
      const state = await labUp({ name: own.name, ...(machines && { machines }), ...from, disks, onProgress })
      return show(session, state)
    }),
  )
}

function wholeLab(): Command[] {
  const down = working<Own>(named('down', 'shut all machines down; their disks stay'), (session, own) =>
    asRoot(session, 'Shutting lab machines down', async () =>
      show(session, await labDown(own.name, labProgress(session.terminal))),
    ),
  )
  const destroy = working<Own & { cache?: boolean }>(
    named('destroy', 'remove the machines with their disks, and all else the lab made').option(
      '--cache',
      'also remove the base system and ready layers that no other lab uses',
    ),
    (session, own) =>
      asRoot(session, 'Removing lab machines', async () => {
        const there = await isLabThere(own.name)
        if (!there) session.terminal.note(`There is no lab called ${own.name}; nothing to remove.`)
        const onProgress = labProgress(session.terminal)
        await labDestroy(own.name, onProgress)
        if (own.cache) await clearLabCache(onProgress)
        if (session.options.json) session.terminal.json({ name: own.name, removed: there })
        return 0
      }),
  )
  const status = withShared(new Command('status').summary('show all labs, or one'), 'nothing').option(
    '--name <lab>',
    'only this lab',
  )
  working<Partial<Own>>(status, async (session, own) => {
    if (own.name !== undefined) return show(session, await labStatus(own.name))
    const labs = await Promise.all((await labList()).map((name) => labStatus(name)))
    if (session.options.json) session.terminal.json(labs)
    else for (const lab of labs) show(session, lab)
    if (labs.length === 0) session.terminal.note('There is no lab. Make one with "stackstead lab up".')
    return 0
  })
  return [down, destroy, status]
}

function oneMachine(): Command[] {
  const machine = (name: string, summary: string): Command => named(name, summary).argument('<machine>')
  const ssh = working<Own>(
    machine('ssh', 'log in, or run a command (after --)').argument('[command...]'),
    async (_session, own, [name = '', ...words]) => {
      const status = await runInteractive('ssh', [...sshWords(await labStatus(own.name), name), ...words])
      return status === 0 ? 0 : 1
    },
  )
  const cut = working<Own>(machine('cut', 'cut the power of a machine'), (session, own, [name = '']) =>
    asRoot(session, 'Cutting a lab machine', async () =>
      show(session, await cutMachine(own.name, name, labProgress(session.terminal))),
    ),
  )
  const start = working<Own>(machine('start', 'start a machine that is off'), (session, own, [name = '']) =>
    asRoot(session, 'Starting a lab machine', async () =>
      show(session, await startMachine(own.name, name, labProgress(session.terminal))),
    ),
  )
  const log = working<Own & { lines: number }>(
    machine('log', 'show what the console of a machine said').option('-n, --lines <n>', 'how many lines', positive, 50),
    (session, own, [name = '']) =>
      asRoot(session, 'Reading the console of a lab machine', async () => {
        const said = await labConsole(own.name, name, own.lines)
        if (session.options.json) session.terminal.json({ name: own.name, machine: name, lines: said.split('\n') })
        else session.terminal.out(said)
        return 0
      }),
  )
  return [ssh, cut, start, log]
}

function named(name: string, summary: string): Command {
  return withShared(new Command(name).summary(summary), 'nothing').option('--name <lab>', 'which lab', 'practice')
}

function positive(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number from 1 to 99.')
}

function show({ options, terminal }: Session, lab: LabState): 0 {
  if (options.json) terminal.json(lab)
  else if (!options.quiet) terminal.out(labText(lab, terminal))
  return 0
}
