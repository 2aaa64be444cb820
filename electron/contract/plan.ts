/** Plan: what applying would change, step by step, with what a person would have typed. */
import { z } from 'zod'
import type { Change } from '../../provisioner/core/step.ts'
import type { PreviewView, StepView } from '../../provisioner/index.ts'
import { request } from './call.ts'
import { cloudId, ofCloud } from './names.ts'

export type { Change, PreviewView, StepView }

/** What a step would do, as a person would type it; contents of files and stdin with secrets masked. */
export interface StepAction {
  readonly kind: 'run' | 'put'
  /** The shell command, or for a file the path. */
  readonly text: string
  /** What the command reads, or the file's content, masked; absent where it is none or not text. */
  readonly content?: string
  /** "root:nova 0640", for a file. */
  readonly meta?: string
}

export const plan = {
  /** Reads every machine (one trip each) and compares. */
  'plan.read': request<PreviewView>()(ofCloud),
  /** Of the plan read last; an empty list for steps that are as they should be. */
  'plan.actions': request<readonly StepAction[]>()(z.strictObject({ cloud: cloudId, step: z.string().max(256) })),
  /** What destroying would take away. */
  'plan.destroy': request<PreviewView>()(ofCloud),
}
