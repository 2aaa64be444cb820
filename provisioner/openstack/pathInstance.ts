/** The links of a way to an instance that are its host's and its own. Pure. */
import type { Link, Mending, PathView } from './pathCheck.ts'
import type { Found } from './pathFound.ts'

export function hostLink({ port, world: { agents, computeServices, server } }: PathView): Link {
  const found = (): Found => {
    const host = server.host ?? port?.host
    if (server.hostStatus === 'DOWN') return down(host ?? 'Its host', 'Nova has not heard of it lately')
    if (host === undefined) return { state: 'unknown', why: 'Only administrators see on which machine it runs.' }
    const compute = computeServices?.find((one) => one.binary === 'nova-compute' && one.host === host)
    if (compute?.state === 'down') return down(host, 'Nova has not heard of it lately')
    // OVN names its agents by the machine's whole name, Nova may by the short one.
    const own = agents?.filter((agent) => short(agent.host) === short(host)) ?? []
    const silent = own.find((agent) => !agent.isAlive)
    if (silent !== undefined) return down(host, `its ${silent.type} is silent`)
    if (compute === undefined && own.length === 0) {
      return { state: 'unknown', why: `Whether ${host} works cannot be seen.` }
    }
    return { state: 'ok', why: `${host} answers.` }
  }
  return { id: 'host', title: 'Host', ...found() }
}

function down(host: string, why: string): Found {
  const remedy = 'Turn the machine on, or look at nova-compute and ovn-controller there; else evacuate its instances.'
  return { state: 'broken', why: `${host} is down: ${why}.`, remedy }
}

function short(host: string): string {
  return host.split('.')[0] ?? host
}

type PathTarget = { readonly id: string; readonly name: string }

/** What brings an instance back from each state. */
const BACK: Readonly<Record<string, readonly [words: string, remedy: string, mending: (it: PathTarget) => Mending]>> = {
  SHUTOFF: ['is off', 'Start it.', (input) => ({ action: 'server.start', input })],
  PAUSED: ['is paused', 'Unpause it.', (input) => ({ action: 'server.unpause', input })],
  SUSPENDED: ['is suspended', 'Resume it.', (input) => ({ action: 'server.resume', input })],
  SHELVED: ['is shelved', 'Unshelve it.', (input) => ({ action: 'server.unshelve', input })],
  SHELVED_OFFLOADED: ['is shelved', 'Unshelve it.', (input) => ({ action: 'server.unshelve', input })],
  RESCUE: ['runs its rescue image', 'End the rescue.', (input) => ({ action: 'server.unrescue', input })],
  SOFT_DELETED: ['is deleted', 'Restore it.', (input) => ({ action: 'server.restore', input })],
}

export function instanceLink({ world: { server } }: PathView): Link {
  const found = (): Found => {
    const { fault, id, name, status, task } = server
    if (task !== undefined && task !== null) return { state: 'unknown', why: `Nova is busy with it: ${task}.` }
    if (status === 'ACTIVE') return { state: 'ok', why: `${name} runs.` }
    if (status === 'VERIFY_RESIZE') return { state: 'ok', why: `${name} runs, its new size not yet confirmed.` }
    const back = BACK[status]
    if (back !== undefined) {
      const [words, remedy, mending] = back
      return { state: 'broken', why: `${name} ${words}.`, remedy, mending: mending({ id, name }) }
    }
    if (status !== 'ERROR') return { state: 'unknown', why: `${name} is ${status}.` }
    const why = fault === undefined ? '' : `: ${fault.message.replace(/[.\s]+$/, '')}`
    return {
      state: 'broken',
      why: `${name} failed${why}.`,
      remedy: 'Mend what it says, then restart it hard.',
      mending: { action: 'server.rebootHard', input: { id, name } },
    }
  }
  return { id: 'instance', title: 'Instance', ...found() }
}

/** @param isWhole whether everything before it is as it should be */
export function serviceLink({ probes, target, wanted, world: { server } }: PathView, isWhole: boolean): Link {
  const what =
    wanted.port === undefined ? wanted.protocol.toUpperCase() : `${wanted.protocol.toUpperCase()} ${wanted.port}`
  const found = (): Found => {
    if (probes.fromHere || probes.fromGateway) return { state: 'ok', why: `${what} of ${target} answers.` }
    const isTried = probes.fromGateway === false || probes.fromHere === false
    if (!isTried) return { state: 'unknown', why: 'Nobody tried it.' }
    if (!isWhole || probes.fromGateway === undefined) {
      return { state: 'unknown', why: 'It can be told once the way to it is whole.' }
    }
    const remedy = `Open its console: look whether ${server.name} has booted, has its address, listens, and has no firewall of its own.`
    return { state: 'broken', why: `The way is whole, and ${what} of ${target} does not answer.`, remedy }
  }
  return { id: 'service', title: 'The program in the instance', ...found() }
}
