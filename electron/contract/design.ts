/** Design: cloud.yaml as text, and what it means. Pure questions, asked with every key stroke. */
import { z } from 'zod'
import type { CloudFile, Forecast, JsonSchema, Notice, Part, Problem, Role } from '../../provisioner/index.ts'
import { request } from './call.ts'
import { line, machineName } from './names.ts'

export type { CloudFile, Forecast, JsonSchema, Notice, Part, Problem, Role }

export interface DesignMachine {
  readonly name: string
  readonly address?: string
  readonly roles: readonly Role[]
  /** Ids of the parts on it, by role and by placement. */
  readonly parts: readonly string[]
  readonly forecast: Forecast
}

/** A text understood as far as it can be: the canvas draws a half-written file too. */
export interface Design {
  readonly file: CloudFile
  readonly machines: readonly DesignMachine[]
  readonly problems: readonly Problem[]
  readonly notices: readonly Notice[]
}

export interface Vocabulary {
  readonly roles: readonly Role[]
  readonly parts: readonly Part[]
  readonly layouts: readonly { readonly id: string; readonly fewest: number; readonly explains: string }[]
  /** JSON Schema of cloud.yaml: fields with their descriptions, defaults and sources. */
  readonly schema: JsonSchema
}

const text = z.string().max(1_000_000)
const value = z.json()

/** What the canvas and the forms do to the text; comments and order of the file stay. */
export const edit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('roles'), machine: machineName, roles: z.array(z.string().max(32)).max(8) }),
  /** Machines of one part; none at all gives it back to its role. */
  z.strictObject({ kind: z.literal('place'), part: z.string().max(64), machines: z.array(machineName).max(256) }),
  z.strictObject({ kind: z.literal('layout'), layout: z.string().max(64) }),
  /** Roles by what the machines have; facts of the last probe are used where there are some. */
  z.strictObject({ kind: z.literal('suggest'), cloud: z.string().max(63) }),
  /** Sets or, with null, removes the value at a path: ["networks", "provider", "gateway"]. */
  z.strictObject({ kind: z.literal('set'), path: z.array(line).min(1).max(6), value }),
  z.strictObject({ kind: z.literal('rename-machine'), machine: machineName, name: machineName }),
  z.strictObject({ kind: z.literal('remove-machine'), machine: machineName }),
])
export type Edit = z.input<typeof edit>

export const design = {
  'design.vocabulary': request<Vocabulary>()(z.strictObject({})),
  'design.read': request<Design>()(z.strictObject({ text })),
  /** The text after the edits, one after the other. Rejects with `invalid-input` where the text is no YAML. */
  'design.edit': request<{ readonly text: string; readonly design: Design }>()(
    z.strictObject({ text, edits: z.array(edit).min(1).max(512) }),
  ),
}
