/** A command that does actions: finds what is meant, asks where something is lost, does or explains it, says what came of it. */
import type { Command } from 'commander'
import { ACTIONS, type ActionName, explain, type InputOfAction, perform } from '../../index.ts'
import { working } from '../session.ts'
import { checkedInput, showExplained } from './act.ts'
import { confirmed } from './confirmed.ts'
import { onCloud, openPlace, type Place, type PlaceOptions } from './openPlace.ts'

/** An action with its input. */
export type Step = { [N in ActionName]: { readonly action: N; readonly input: InputOfAction<N> } }[ActionName]

export interface Deed {
  /**
   * Done one after the other; all that are known are checked before the first. A function is given the ids of what was made so
   * far, none while it is only explained.
   */
  readonly steps: readonly (Step | ((made: readonly string[]) => Step))[]
  /** What is true then: "web is shut down." */
  readonly said: string
  /** What is lost, as a question: for a person, or --yes. */
  readonly asks?: string
  /** Resolves when it has come about, with what --json then tells; absent: nobody waits. */
  readonly until?: (made: readonly string[]) => Promise<unknown>
  /** With --json; default: id and name of what was made or acted on. */
  readonly data?: unknown
}

export interface DeedOptions extends PlaceOptions {
  readonly yes?: boolean
}

/** @param find what is to be done; rejects with `invalid-input` for what there is not */
export function deed<Own extends DeedOptions>(
  command: Command,
  find: (place: Place, own: Own, words: readonly string[]) => Promise<Deed>,
): Command {
  return working<Own>(onCloud(command, 'changes'), async (session, own, words) => {
    await using place = await openPlace(session, own)
    const { asks, data, said, steps, until } = await find(place, own, words)
    const known = steps.map((step) => (typeof step === 'function' ? step([]) : step)).map(checked)
    if (place.explains) {
      showExplained(place, explainedAll(known))
      return 0
    }
    if (asks !== undefined && !(await confirmed(place, own.yes === true, asks))) return 1
    const made: string[] = []
    for (const [at, step] of steps.entries()) {
      const { action, input } = (typeof step === 'function' ? checked(step(made)) : known[at]) ?? checked(step as Step)
      const answer = await perform(place.os.session, action, input as never)
      if (typeof answer === 'string') made.push(answer)
    }
    const { options, terminal } = session
    const come = await until?.(made)
    if (options.json) terminal.json(come ?? data ?? told(known, made))
    else terminal.out(made[0] === undefined ? said : `${said} Id: ${made[0]}`)
    return 0
  })
}

function checked({ action, input }: Step) {
  return { action, input: checkedInput(action, input as never) as Readonly<Record<string, unknown>> }
}

type Checked = ReturnType<typeof checked>

/** What all of them would do, where nothing depends on an answer. */
export function explainedSteps(steps: readonly Step[]) {
  return explainedAll(steps.map(checked))
}

/** As one: requests and commands in their order, Terraform's blocks in one file. */
function explainedAll(steps: readonly Checked[]) {
  const all = steps.map(({ action, input }) => explain(ACTIONS[action] as never, input as never))
  const blocks = all.map(({ terraform }) => terraform).filter((text) => text !== undefined)
  return {
    requests: all.flatMap(({ requests }) => requests),
    commands: all.flatMap(({ commands }) => commands),
    terraform: blocks.length === 0 ? undefined : blocks.join('\n'),
  }
}

/** Things acted on by id and name; of what was made the first, and the ids of what was made with it. */
function told(steps: readonly Checked[], made: readonly string[]) {
  const rows = steps.map(({ input: { id, name } }) => ({ id, name }))
  const [id, ...also] = made
  if (id !== undefined) return { id, name: steps[0]?.input.name, ...(also.length === 0 ? {} : { also }) }
  return rows.length === 1 ? rows[0] : rows
}
