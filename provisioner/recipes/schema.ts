/** The file of a recipe: what a person may choose, what is made in which order, and what comes out of it. */
import { z } from 'zod'
import { MAKING_ACTIONS } from './makers.ts'

/** Names of parameters, secrets, parts and outputs: what references are made of. */
const word = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,31}$/, 'Begin with a small letter, then letters and digits, 32 at most.')

const line = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'One line only.')

const about = z.string().max(1000).optional()
const common = { title: line, about }

const parameter = z.discriminatedUnion('kind', [
  /** As a hostname is written: it becomes one. */
  z.strictObject({ kind: z.literal('name'), ...common, default: z.string().optional() }),
  z.strictObject({
    kind: z.literal('text'),
    ...common,
    default: z.string().optional(),
    atMost: z.int().min(1).default(200),
  }),
  z.strictObject({ kind: z.literal('whole'), ...common, default: z.int().optional(), from: z.int(), to: z.int() }),
  z.strictObject({ kind: z.literal('choice'), ...common, default: line.optional(), of: z.array(line).min(1).max(50) }),
  z.strictObject({
    kind: z.literal('flavor'),
    ...common,
    /** MiB, and GiB of disk. The smallest that has it is the default. */
    atLeast: z
      .strictObject({ cpus: z.int().min(1), memory: z.int().min(1), disk: z.int().min(0) })
      .partial()
      .default({}),
  }),
  /** `like`: beginnings of names, the most wanted first. */
  z.strictObject({ kind: z.literal('image'), ...common, like: z.array(line).max(20).default([]) }),
  /** A network of the project; the one with a router to the LAN is the default. */
  z.strictObject({ kind: z.literal('network'), ...common }),
  z.strictObject({ kind: z.literal('externalNetwork'), ...common }),
])
export type Parameter = z.output<typeof parameter>

const secretKind = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sshKey') }),
  /** Each x becomes a small letter or digit. */
  z.strictObject({
    kind: z.literal('token'),
    form: z
      .string()
      .max(200)
      .regex(/^[a-z0-9.:_-]*x{4}[a-z0-9.:_-]*$/, 'Write an x for each sign, like xxxxxx.xxxxxxxxxxxxxxxx.'),
  }),
])
export type SecretKind = z.output<typeof secretKind>

const within = z.int().min(1).max(7200)
/** Seconds. */
const wait = z.union([
  /** Until Nova calls the instance, or all of several, ACTIVE. */
  z.strictObject({ active: line, within }),
  /**
   * Until a line of its serial console shows this; the word behind it is given as `word`. A line that shows `fails` ends the
   * waiting at once.
   */
  z.strictObject({ console: line, shows: line, fails: line.optional(), within }),
  /** Until a TCP connection comes about. */
  z.strictObject({ address: line, port: z.union([line, z.int().min(1).max(65_535)]), within }),
])
export type Wait = z.output<typeof wait>

/** Of each of a list, or so many times: `{{ item }}` and `{{ number }}`, which counts from 1. */
const each = z.union([
  z.int().min(1).max(100),
  line,
  z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(100),
])

const making = z.strictObject({
  title: line,
  each: each.optional(),
  action: z.enum(MAKING_ACTIONS),
  input: z.record(z.string(), z.json()),
})
const waiting = z.strictObject({ title: line, each: each.optional(), wait })
const part = z.union([making, waiting])
export type Part = z.output<typeof part>

const output = z.union([
  z.strictObject({ title: line, text: line }),
  /** A file read by ssh, kept beside the run's journal, for its owner only. */
  z.strictObject({
    title: line,
    file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, 'A file name of letters, digits, dots, - and _.'),
    from: z.strictObject({
      /** The instance whose serial console shows its host keys. */
      instance: line,
      address: line,
      user: line,
      /** Name of the secret of kind sshKey that opens it. */
      key: word,
      path: line,
    }),
  }),
])
export type Output = z.output<typeof output>

export const recipeFile = z.strictObject({
  recipe: z.literal(1, 'This is the version of the format: 1.'),
  title: line,
  about: z.string().max(2000),
  parameters: z.record(word, parameter).default({}),
  secrets: z.record(word, secretKind).default({}),
  /** In this order. */
  make: z.record(word, part),
  outputs: z.record(word, output).default({}),
})
export type Recipe = z.output<typeof recipeFile>
