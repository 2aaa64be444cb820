/** Looking at machines: all side by side, each visible from connecting to what came of it. */
import { sh } from '../../../provisioner/core/command.ts'
import { type ErrorData, errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import type { Transport } from '../../../provisioner/core/machine.ts'
import type { Secret } from '../../../provisioner/core/secret.ts'
import { type MachineProbe, probeAsUser, probeMachine } from '../../../provisioner/index.ts'
import type { CloudRoom } from '../clouds/room.ts'
import type { Jobs } from '../jobs.ts'
import type { Questions } from '../questions/questions.ts'
import type { CredentialStore, Secrets } from './credentials.ts'
import type { LostMachines } from './lostMachines.ts'
import type { KnownMachines } from './machineStates.ts'

export interface Prober {
  /** Looks at all machines, or at some. Resolves when each has answered or failed; one being looked at is waited for. */
  probe(machines?: readonly string[]): Promise<void>
  /** Looks at those seen before the start, each once; what would need an answer of a person leaves one as it was. */
  glance(): Promise<void>
  /** Resolves when nothing is looked at any more. */
  idle(): Promise<void>
}

export interface ProberParts {
  readonly room: CloudRoom
  readonly known: KnownMachines
  readonly questions: Questions
  readonly credentials: Pick<CredentialStore, 'kinds' | 'offered' | 'refused'>
  readonly jobs: Jobs
  readonly lost: Pick<LostMachines, 'looked'>
}

export function prober(parts: ProberParts, signal: AbortSignal): Prober {
  const { room, known, questions, credentials, jobs, lost } = parts
  const under = new Map<string, Promise<void>>()
  const whole = new Set<Promise<void>>()
  const glanced = new Set<string>()

  /** @param alone nobody is there to be asked */
  const look = async (machine: string, alone: boolean): Promise<void> => {
    const since = Date.now()
    const last = known.last(machine)
    const before = last === undefined ? {} : { last }
    const state = known.states.get().machines[machine]
    const watch = new AbortController()
    let doing = 'Connecting'
    let offered: Secrets = {}
    // The person may be asked in the middle of anything, and goes on looking at the same row.
    questions.open.follow((open) => {
      const isAsked = open.some((one) => one.cloud === room.id && one.machine === machine)
      known.set(machine, { phase: 'probing', doing: isAsked ? 'Waiting for your answer' : doing, since, ...before })
    }, watch.signal)
    try {
      // A login that was refused stays refused until somebody means to try again: now.
      if (state?.phase === 'failed' && state.error.code !== 'unreachable') await room.disconnect([machine])
      offered = credentials.offered(room.id, machine)
      if (alone) await room.recover(machine)
      const transport = await (await room.fleet()).transport(machine)
      if (alone && !(await asksNothing(transport))) throw needsAnswer(machine)
      doing = 'Reading'
      known.set(machine, { phase: 'probing', doing, since, ...before })
      const probe = await probeMachine(transport, signal)
      watch.abort()
      known.set(machine, { phase: 'ready', at: Date.now(), probe })
    } catch (error) {
      watch.abort()
      const data = errorData(error)
      // What a person could have answered is no failure: it stays what it was.
      if (alone && state !== undefined && data.code !== 'unreachable') return known.set(machine, state)
      for (const secret of refusedOf(offered, machine, data)) credentials.refused(secret)
      const failed = { phase: 'failed', at: Date.now(), error: data } as const
      const seen = (data.code === 'sudo' ? await seenByUser(machine) : undefined) ?? last
      known.set(machine, seen === undefined ? failed : { ...failed, last: seen })
    }
    lost.looked(machine)
  }
  /** Whether looking takes no password that is not at hand. */
  const asksNothing = async (transport: Pick<Transport, 'exec' | 'machine'>): Promise<boolean> => {
    const kinds = await credentials.kinds(room.id, transport.machine)
    if (kinds.includes('sudoPassword') || kinds.includes('password')) return true
    return (await transport.exec(sh`[ "$(id -u)" = 0 ] || sudo -n true`, { root: false, signal })).status === 0
  }
  /** What a machine shows to somebody who cannot become root on it; undefined where that fails, too. */
  const seenByUser = async (machine: string): Promise<MachineProbe | undefined> => {
    try {
      return await probeAsUser(await (await room.fleet()).transport(machine), signal)
    } catch {
      // The person is told why there is no root; whatever else is the matter comes after that.
      return undefined
    }
  }
  const lookOnce = (machine: string, alone = false): Promise<void> => {
    const existing = under.get(machine)
    if (existing !== undefined) return existing
    const looking = look(machine, alone).finally(() => under.delete(machine))
    under.set(machine, looking)
    return looking
  }
  const probeAll = async (wanted: readonly string[] | undefined): Promise<void> => {
    const all = Object.keys(known.states.get().machines)
    const machines = wanted ?? all
    const stranger = machines.find((name) => !all.includes(name))
    if (stranger !== undefined) throw notAMachine(stranger)
    if (machines.length === 0) return
    const title = machines.length === 1 ? `Look at ${machines[0]}` : `Look at ${machines.length} machines`
    await jobs.run({ kind: 'probe', cloud: room.id, title }, async (progress) => {
      let done = 0
      const each = machines.map(async (machine) => {
        await lookOnce(machine)
        done += 1
        progress(done / machines.length)
      })
      await Promise.all(each)
    })
    await known.save()
  }
  const glanceAll = async (): Promise<void> => {
    const earlier = Object.entries(known.states.get().machines).filter(([, state]) => state.phase === 'seen')
    const machines = earlier.map(([machine]) => machine).filter((machine) => !glanced.has(machine))
    if (machines.length === 0) return
    for (const machine of machines) glanced.add(machine)
    await Promise.all(machines.map((machine) => lookOnce(machine, true)))
    await known.save()
  }
  const counted = (looking: Promise<void>): Promise<void> => {
    whole.add(looking)
    return looking.finally(() => whole.delete(looking))
  }
  return {
    probe: (machines) => counted(probeAll(machines)),
    glance: () => counted(glanceAll()),
    async idle() {
      await Promise.allSettled(whole)
    },
  }
}

/** Those the machine itself has not taken: a jump host before it is shown none of them. */
function refusedOf(offered: Secrets, machine: string, error: ErrorData): readonly Secret[] {
  if (error.machine !== machine) return []
  const { password, passphrase, sudoPassword } = offered
  const meant = error.code === 'sudo' ? [sudoPassword] : error.code === 'authentication' ? [password, passphrase] : []
  return meant.filter((secret) => secret !== undefined)
}

function needsAnswer(machine: string): StacksteadError {
  return new StacksteadError({ code: 'sudo', machine, message: `sudo on ${machine} asks for a password.` })
}

function notAMachine(name: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message: `${name} is not one of the machines.` })
}
