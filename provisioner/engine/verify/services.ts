/** Proofs that each API answers and that the processes behind it are alive. */
import { z } from 'zod'
import { type Cloud, machinesWith } from '../../config/cloud.ts'
import { StacksteadError } from '../../core/errors.ts'
import type { Fetch } from '../../core/http.ts'
import { count } from '../../core/words.ts'
import { silentServices } from '../../openstack/computeServices.ts'
import type { Openstack } from '../../openstack/openstack.ts'
import { type Endpoint, endpointsOf } from '../access.ts'
import type { Prover } from './proof.ts'
import { until } from './until.ts'

/** Milliseconds: Nova and Neutron call a process down that has not been heard of for a minute or so. */
const HEARTBEATS = 90_000

export async function proveServices(
  { prove }: Prover,
  cloud: Cloud,
  os: Openstack,
  fetch: Fetch,
  signal?: AbortSignal,
): Promise<void> {
  const api = (id: string, title: string, work: () => Promise<{ readonly saw: string }>) => prove({ id, title, work })
  await api('identity-api', 'Identity API (keystone)', async () => {
    const projects = await os.projects.list()
    return { saw: `${count(projects.length, 'project')}: ${projects.map((one) => one.name).join(', ')}` }
  })
  await api('image-api', 'Image API (glance)', async () => ({ saw: count((await os.images.list()).length, 'image') }))
  await api('placement-api', 'Placement API', async () => {
    const call = { service: 'placement', method: 'GET', path: '/resource_providers' } as const
    const schema = z.object({ resource_providers: z.array(z.object({ name: z.string() })) })
    const { resource_providers: found } = await os.session.ask({ ...call, attempted: 'Listing the computes' }, schema)
    return { saw: `${count(found.length, 'compute')} with resources` }
  })
  await api('compute-api', 'Compute API (nova)', () => computesUp(cloud, os, signal))
  await api('network-api', 'Network API (neutron)', () => agentsAlive(os, signal))
  const dashboard = endpointsOf({ cloud }).find((one) => one.part === 'horizon')
  if (dashboard !== undefined) await api('dashboard', 'Dashboard (horizon)', () => loginPage(fetch, dashboard))
}

async function computesUp(cloud: Cloud, os: Openstack, signal?: AbortSignal) {
  const wanted = machinesWith(cloud, 'nova-compute').map((machine) => machine.name)
  let missing: string[] = []
  const look = async () => {
    const services = await os.computeServices.list()
    const known = services.filter((one) => one.binary === 'nova-compute').map((one) => one.host)
    missing = [
      ...silentServices(services).map((one) => `${one.binary} on ${one.host}`),
      ...wanted.filter((name) => !known.includes(name)).map((name) => `nova-compute on ${name}`),
    ]
    return missing.length === 0 ? services : undefined
  }
  const services = await until(look, { every: 2000, atMost: HEARTBEATS, signal })
  if (services === undefined) throw silent('Nova', missing)
  const hypervisors = await os.hypervisors.list()
  const cpus = hypervisors.reduce((sum, one) => sum + one.cpus, 0)
  return { saw: `${count(services.length, 'service')} up; ${count(hypervisors.length, 'compute')} with ${cpus} CPUs` }
}

async function agentsAlive(os: Openstack, signal?: AbortSignal) {
  let dead: string[] = ['any agent']
  const look = async () => {
    const agents = await os.networkAgents.list()
    dead = agents.filter((one) => !one.isAlive).map((one) => `${one.type} on ${one.host}`)
    return dead.length === 0 && agents.length > 0 ? agents : undefined
  }
  const agents = await until(look, { every: 2000, atMost: HEARTBEATS, signal })
  if (agents === undefined) throw silent('Neutron', dead)
  return { saw: `${count(agents.length, 'agent')} alive on ${[...new Set(agents.map((one) => one.host))].join(', ')}` }
}

async function loginPage(fetch: Fetch, { host, machine, port }: Endpoint) {
  const url = `http://${host}:${port}/horizon/auth/login/`
  const answer = await fetch(url)
  if (answer.status === 200 && (await answer.text()).includes('csrfmiddlewaretoken')) {
    return { saw: `the login page on ${host}` }
  }
  throw new StacksteadError({
    code: 'api',
    machine,
    status: answer.status,
    message: `${url} answered with status ${answer.status} instead of the login page.`,
    remedy: `Look at /var/log/apache2/horizon-error.log on ${machine}.`,
  })
}

function silent(who: string, missing: readonly string[]): StacksteadError {
  return new StacksteadError({
    code: 'api',
    message: `${who} has not heard lately of ${missing.join(', ')}.`,
    remedy: '"stackstead apply" starts what does not run; the message broker and the clocks are the usual causes.',
  })
}
