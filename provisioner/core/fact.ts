/** Facts: what a machine is like now. Reading never changes anything; parsing is pure. */
import type { Command, ExecResult } from './command.ts'

/**
 * A coarse subject (all packages, all units, all managed files): it is asked many questions and answers them with
 * one command, so that a whole check costs a machine one round trip however many steps there are.
 */
export interface Subject<Q, A> {
  readonly name: string
  /** One read-only command for all questions put to one machine in one check. */
  command(questions: readonly Q[]): Command
  /** Pure. Throws where the output cannot be understood: the fact is then unknown, with the message as its reason. */
  parse(result: ExecResult, questions: readonly Q[]): (question: Q) => A
}

/** One question put to a subject. */
export interface Fact<A> {
  readonly subject: Subject<never, A>
  readonly question: unknown
}

export function fact<Q, A>(subject: Subject<Q, A>, question: Q): Fact<A> {
  return { subject: subject as unknown as Subject<never, A>, question }
}

/** A subject with a single question, for facts that stand alone. */
export function singleFact<A>(name: string, command: Command, parse: (result: ExecResult) => A): Fact<A> {
  return fact<null, A>({ name, command: () => command, parse: (result) => () => parse(result) }, null)
}

/** Answers the facts a step declared; throws UnknownFact for one that could not be read. */
export type Read = <A>(wanted: Fact<A>) => A

/** A fact that could not be read: the check's verdict becomes `unknown` with this reason. */
export class UnknownFact extends Error {
  override readonly name = 'UnknownFact'
}

interface Question {
  readonly subject: Subject<never, unknown>
  readonly asked: unknown[]
}

/** All questions of a batch, one entry a subject. Subjects are told apart by name; equal questions are asked once. */
function bySubject(facts: readonly Fact<unknown>[]): Question[] {
  const found = new Map<string, { subject: Subject<never, unknown>; asked: Map<string, unknown> }>()
  for (const one of facts) {
    const entry = found.get(one.subject.name) ?? { subject: one.subject, asked: new Map() }
    entry.asked.set(JSON.stringify(one.question), one.question)
    found.set(one.subject.name, entry)
  }
  return [...found.values()].map((entry) => ({ subject: entry.subject, asked: [...entry.asked.values()] }))
}

/** A batch of commands to send, and the reader its results give. */
export interface FactBatch {
  readonly commands: readonly { readonly name: string; readonly command: Command }[]
  answer(results: ReadonlyMap<string, ExecResult>): Read
}

/** Plans one trip for many facts. Pure: the caller runs the commands (see `batchCommand`) and hands back results. */
export function factBatch(facts: readonly Fact<unknown>[]): FactBatch {
  const questions = bySubject(facts)
  const commands = questions.map(({ subject, asked }) => ({
    name: subject.name,
    command: (subject as unknown as Subject<unknown, unknown>).command(asked),
  }))
  return { commands, answer: (results) => answers(questions, results) }
}

function answers(questions: readonly Question[], results: ReadonlyMap<string, ExecResult>): Read {
  const parsed = new Map<string, (question: unknown) => unknown>()
  const failed = new Map<string, string>()
  for (const { subject, asked } of questions) {
    const result = results.get(subject.name)
    try {
      if (result === undefined) throw new Error('it was not asked')
      const reader = (subject as unknown as Subject<unknown, unknown>).parse(result, asked)
      parsed.set(subject.name, reader)
    } catch (error) {
      failed.set(subject.name, messageOf(error))
    }
  }
  return <A>(wanted: Fact<A>): A => {
    const { name } = wanted.subject
    const reader = parsed.get(name)
    if (reader === undefined) throw new UnknownFact(failed.get(name) ?? `${name} was not read`)
    try {
      return reader(wanted.question) as A
    } catch (error) {
      throw new UnknownFact(messageOf(error))
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
