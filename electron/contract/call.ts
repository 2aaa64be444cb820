/** The shape of the contract: requests that are answered once, and streams that go on until the listener leaves. */
import type { z } from 'zod'
import type { ErrorData } from '../../provisioner/core/errors.ts'

/** Asked once, answered once. The output exists for the types only: what the app says needs no parsing. */
export interface Request<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input
  readonly output?: Output
}

/** Listened to: what is so now comes first, then each change. */
export interface Stream<Input extends z.ZodType = z.ZodType, Event = unknown> {
  readonly input: Input
  readonly event?: Event
}

/** request<Answer>()(z.object({…})): the output named, the input taken from its schema. */
export function request<Output>(): <Input extends z.ZodType>(input: Input) => Request<Input, Output> {
  return (input) => ({ input })
}

export function stream<Event>(): <Input extends z.ZodType>(input: Input) => Stream<Input, Event> {
  return (input) => ({ input })
}

/** Errors cross as data: the page shows them, it never catches them. */
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData }

export type InputOf<R> = R extends { readonly input: infer I extends z.ZodType } ? z.input<I> : never
export type ParsedOf<R> = R extends { readonly input: infer I extends z.ZodType } ? z.output<I> : never
export type OutputOf<R> = R extends Request<z.ZodType, infer O> ? O : never
export type EventOf<S> = S extends Stream<z.ZodType, infer E> ? E : never
