/** A command that does something to instances, all in the same way: found by name, asked about, done or explained, waited for. */
import { Command } from 'commander'
import type { ActionName, Server } from '../../../index.ts'
import { listed, shownName } from '../../render/text.ts'
import { type DeedOptions, deed, type Step } from '../../running/deed.ts'
import type { Place } from '../../running/openPlace.ts'
import { serverNamed } from '../../running/serverNamed.ts'
import { type Settled, untilSettled } from '../../running/untilReady.ts'

export interface ServerDeedOptions extends DeedOptions {
  readonly wait?: boolean
}

interface ServerDeed<Own extends ServerDeedOptions = ServerDeedOptions> {
  readonly name: string
  readonly summary: string
  readonly description?: string
  /** What is written behind the instance. Absent: several instances may be written. */
  readonly behind?: readonly (readonly [argument: string, description: string])[]
  options?(command: Command): Command
  /** What is done to one of them. @param words those behind the instance */
  steps(place: Place, server: Server, own: Own, words: readonly string[]): readonly Step[] | Promise<readonly Step[]>
  /** Behind the name: "is being shut down". */
  readonly doing: string
  /** With --wait: what is waited for, and what is so then: "is shut down". */
  readonly waits?: { readonly said: string; settled(server: Server): Settled }
  /** What is lost. @param whose "its" or "their" */
  asks?(names: string, whose: string): string
}

export function serverDeed<Own extends ServerDeedOptions>(what: ServerDeed<Own>): Command {
  const { asks, behind, doing, name, summary, waits } = what
  const plain = new Command(name)
    .summary(summary)
    .argument(behind === undefined ? '<server...>' : '<server>', 'its name or id')
  if (what.description !== undefined) plain.description(what.description)
  for (const [argument, description] of behind ?? []) plain.argument(argument, description)
  if (asks !== undefined) plain.option('-y, --yes', 'do not ask')
  if (waits !== undefined) plain.option('--wait', `end when it ${waits.said}`)
  return deed<Own>(what.options?.(plain) ?? plain, async (place, own, words) => {
    const wanted = behind === undefined ? words : words.slice(0, 1)
    // All are found before anything is done to the first.
    const servers = await Promise.all(wanted.map((one) => serverNamed(place.os, one)))
    const steps = await Promise.all(servers.map((server) => what.steps(place, server, own, words.slice(1))))
    const names = listed(servers.map((server) => shownName(server.name)))
    const one = servers.length === 1
    const said = own.wait === true && waits !== undefined ? waits.said : doing
    return {
      steps: steps.flat(),
      said: `${names} ${one ? said : ofSeveral(said)}.`,
      ...(asks === undefined ? {} : { asks: asks(names, one ? 'its' : 'their') }),
      ...(own.wait === true && waits !== undefined
        ? {
            until: async () => {
              const now = []
              for (const server of servers) now.push(await untilSettled(place, server, waits.settled(server)))
              return one ? now[0] : now
            },
          }
        : {}),
    }
  })
}

const SEVERAL: Readonly<Record<string, string>> = { is: 'are', has: 'have', goes: 'go', runs: 'run', stays: 'stay' }

/** "are being shut down" */
function ofSeveral(said: string): string {
  return said.replace(/^\w+/, (verb) => SEVERAL[verb] ?? verb)
}

/** Actions that need nothing but the instance. */
export type Simple = Extract<
  ActionName,
  | `server.${'start' | 'stop' | 'rebootSoft' | 'rebootHard' | 'pause' | 'unpause' | 'suspend' | 'resume'}`
  | `server.${'shelve' | 'shelveOffload' | 'confirmResize' | 'revertResize' | 'unrescue' | 'unlock' | 'restore'}`
>

export function simply(action: Simple): (place: Place, server: Server) => readonly Step[] {
  return (_place, { id, name }) => [{ action, input: { id, name } }]
}

/** Whatever it was in before: on or off. */
export const ON_OR_OFF = { statuses: ['ACTIVE', 'SHUTOFF'] }
