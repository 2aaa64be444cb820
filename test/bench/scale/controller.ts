/** A process of its own that checks simulated machines with the engine, and says what that cost it. */
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import type { Cloud } from '../../../provisioner/config/cloud.ts'
import type { Transport } from '../../../provisioner/core/machine.ts'
import { buildPlan, type Plan } from '../../../provisioner/core/plan.ts'
import { checkPlan, cloudFleet, isConverged } from '../../../provisioner/index.ts'
import { aptPackages } from '../../../provisioner/steps/aptPackages.ts'
import { configFile } from '../../../provisioner/steps/configFile.ts'
import { type Simulated, wantedFiles, wantedPackages } from './wanted.ts'

/** What the process prints, as JSON. CPU in seconds, memory in MiB. */
export interface ControllerFigures {
  readonly converged: boolean
  readonly roundTrips: number
  /** Starting Node and loading the engine. */
  readonly startCpu: number
  /** Making the plan. */
  readonly planCpu: number
  /** Connecting, asking, comparing. */
  readonly checkCpu: number
  readonly memory: number
}

function cloudOf({ machines, key, user }: Simulated): Cloud {
  return {
    name: 'bench',
    region: 'RegionOne',
    release: '2025.1',
    machines: machines.map(({ name, port }) => ({
      name,
      ssh: { host: '127.0.0.1', port, user, key },
      roles: [],
      parts: [],
      management: '127.0.0.1',
      tunnel: '127.0.0.1',
    })),
    networks: { management: { subnet: '127.0.0.0/8' }, tenant: { subnet: '10.0.0.0/24', dns: [] } },
    settings: {},
  }
}

function planOf(simulated: Simulated): Plan {
  const owner = userInfo().username
  const meta = { owner, group: owner, mode: 0o644 }
  const explains = 'Something each machine should have.'
  const steps = simulated.machines.flatMap(({ name: machine }) => [
    ...wantedPackages(simulated).map((names, index) =>
      aptPackages({
        before: { folders: [], units: [] },
        id: `bench/packages-${index}@${machine}`,
        title: 'Install packages',
        machine,
        packages: new Map(names.map((name) => [name, ['bench']])),
      }),
    ),
    ...wantedFiles(simulated, machine).map(({ path, content }) =>
      configFile({ id: `bench/${path}`, machine, path, explains, content: { content, shown: content }, meta }),
    ),
  ])
  return buildPlan([{ component: 'bench', requires: [], phases: [{ title: 'All', steps, scope: 'machine' }] }])
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

const simulated = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Simulated
const startCpu = cpu()
const plan = planOf(simulated)
const planned = cpu()
const transports = new Set<Transport>()
{
  await using fleet = cloudFleet(cloudOf(simulated), {
    knownHostsFile: simulated.knownHosts,
    userFolder: simulated.folder,
    agent: '',
  })
  const transport = async (machine: string): Promise<Transport> => {
    const one = await fleet.transport(machine)
    transports.add(one)
    return one
  }
  const preview = await checkPlan(plan, { transport })
  const figures: ControllerFigures = {
    converged: isConverged(preview),
    roundTrips: [...transports].reduce((sum, one) => sum + one.roundTrips, 0),
    startCpu,
    planCpu: planned - startCpu,
    checkCpu: cpu() - planned,
    memory: process.resourceUsage().maxRSS / 1024,
  }
  console.log(JSON.stringify(figures))
}
