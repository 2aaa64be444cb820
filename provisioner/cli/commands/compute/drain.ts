/** `stackstead compute drain`: moves everything off a compute, telling of each instance as it goes. */
import { Command, InvalidArgumentError, Option } from 'commander'
import { type ComputeService, type DrainedInstance, type DrainWish, drainCompute, wayOff } from '../../../index.ts'
import { drainEnd, drainedLine, isSettled, movingLine } from '../../render/drain.ts'
import { errorText } from '../../render/error.ts'
import { showExplained } from '../../running/act.ts'
import { explainedSteps, type Step } from '../../running/deed.ts'
import { find } from '../../running/looking.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from '../../running/openPlace.ts'
import { type Session, working } from '../../session.ts'
import { stopOnSignals } from '../../stop.ts'
import { COMPUTE } from './thing.ts'

interface Drain extends PlaceOptions {
  readonly reason: string
  readonly off: DrainWish['off']
  readonly stuck: DrainWish['stuck']
  readonly atATime: number
}

export function computeDrainCommand(): Command {
  const command = new Command('drain')
    .summary('keep new instances from it, and move those on it to others')
    .description(
      'Moves the instances one after the other, running ones while they run. Ctrl-C ends after those under way; the same command goes on. Status 0: it is empty; 1: something is still on it.',
    )
    .argument('<compute>', 'its name')
    .option('--reason <text>', 'why, for others to read', 'Drained')
    .addOption(
      new Option('--off <what>', 'instances that are off: their disks are copied, or they stay')
        .choices(['move', 'leave'])
        .default('move'),
    )
    .addOption(
      new Option('--stuck <what>', 'those that cannot move while they run: shut down for it, shut down here, or left')
        .choices(['move', 'stop', 'leave'])
        .default('leave'),
    )
    .option('--at-a-time <n>', 'how many at the same time, 4 at most', fewAtATime, 1)
  return working<Drain>(onCloud(command, 'changes'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const service = await find(place.os, COMPUTE, wanted)
    const wish = { host: service.host, reason: own.reason, off: own.off, stuck: own.stuck, atATime: own.atATime }
    if (place.explains) {
      showExplained(place, explainedSteps(await plannedSteps(place, service, wish)))
      return 0
    }
    const { options, terminal } = session
    // The first Ctrl-C ends no request: what is moving is followed to its end.
    place.leaveSignals()
    using stopping = stopOnSignals(() => terminal.note('Waiting for the instances under way …'))
    const never = new AbortController().signal
    let instances: readonly DrainedInstance[] = []
    const tell = telling(session)
    const end = await drainCompute(place.os, wish, {
      stop: stopping.signal,
      signal: never,
      onProgress(progress) {
        instances = progress.instances
        tell(progress)
      },
    }).finally(() => terminal.draw([]))
    if (options.json) terminal.json({ host: wish.host, end, instances })
    else terminal.out(drainEnd(wish.host, end, instances))
    return end === 'empty' ? 0 : 1
  })
}

function fewAtATime(text: string): number {
  if (/^[1-4]$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number from 1 to 4.')
}

/** As the scheduler will be asked: what moves while it runs, and what is copied; what stays is left out. */
async function plannedSteps({ os }: Place, { host, id }: ComputeService, wish: DrainWish): Promise<Step[]> {
  const here = (await os.servers.list({ allProjects: true, host })).filter((one) => one.host === host)
  return [
    { action: 'computeService.disable', input: { id, host, reason: wish.reason } },
    ...here.flatMap((server): Step[] => {
      const input = { id: server.id, name: server.name }
      const { go } = wayOff(server, wish)
      if (go === 'live') return [{ action: 'server.liveMigrate', input }]
      if (go !== 'cold') return []
      return [
        { action: 'server.migrate', input },
        { action: 'server.confirmResize', input },
      ]
    }),
  ]
}

/** A line for each instance that has come to its end, and for what the drain waits for; below them those that move. */
function telling({ options, terminal }: Session): Parameters<typeof drainCompute>[2]['onProgress'] {
  const told = new Set<string>()
  let waited: string | undefined
  return ({ instances, waitsFor }) => {
    if (options.json || options.quiet) return
    for (const one of instances) {
      if (told.has(one.id) || !isSettled(one)) continue
      told.add(one.id)
      terminal.out(drainedLine(one, terminal))
    }
    if (waitsFor !== undefined && waitsFor.message !== waited) terminal.note(errorText(waitsFor, terminal))
    waited = waitsFor?.message
    terminal.draw(
      instances.filter((one) => !isSettled(one) && one.state !== 'waiting').map((one) => movingLine(one, terminal)),
    )
  }
}
