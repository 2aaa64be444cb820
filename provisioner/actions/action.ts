/**
 * An action: one thing a person can do with a running cloud, described and not yet done. From its input follow the
 * requests, the command a person would type and the Terraform that keeps it so; window, command line and tests read the same.
 */
import type { z } from 'zod'
import type { ApiCall } from './apiCall.ts'
import type { Block } from './hcl.ts'

export interface Action<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input
  /**
   * The least role that may by default; from the service's policy documentation. Absent: member of the project. `reader`:
   * whoever is logged in, for what is one's own.
   */
  readonly role?: 'reader' | 'admin'
  /** Whether this input needs an administrator although the action as such does not: a shared network, a public image. */
  needsAdmin?(input: z.output<Input>): boolean
  /** Words that begin an error and name a job: "Stopping the instance web". */
  attempted(input: z.output<Input>): string
  /** The requests that do it, one after the other. */
  calls(input: z.output<Input>): readonly Request[]
  /** A look before the first request, where the service would do harm while it refuses. */
  guard?(input: z.output<Input>): Guard
  /** Commands of python-openstackclient, word by word; quoting is left to whoever shows them. */
  commands(input: z.output<Input>): readonly (readonly string[])[]
  /** Blocks of the provider terraform-provider-openstack; absent, or none, where Terraform has nothing like it. */
  terraform?(input: z.output<Input>): readonly Block[]
  /** What of the last request's answer is given back; absent: nothing. */
  readonly answer?: z.ZodType<Output>
}

export interface Guard {
  readonly request: Request
  /** What stands in the way, one sentence and what helps, by the request's answer. */
  readonly finds: z.ZodType<{ readonly message: string; readonly remedy: string } | undefined>
}

/** The request without the words of its action, which are the same for all its requests. */
export type Request = Omit<ApiCall, 'attempted'>

export type ActionInput<A> = A extends { readonly input: infer I extends z.ZodType } ? z.input<I> : never
export type ActionOutput<A> = A extends { readonly answer: z.ZodType<infer O> } ? O : null

/** Keeps the types of input and answer, which an annotation would lose. */
export function action<Input extends z.ZodType, Output = never>(
  described: Action<Input, Output>,
): [Output] extends [never] ? Action<Input> : Action<Input, Output> & { readonly answer: z.ZodType<Output> } {
  return described as never
}
