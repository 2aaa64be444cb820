/** Component: one OpenStack service (or a thing it stands on), as pure functions from a cloud to what should be. */
import type { z } from 'zod'
import type { Cloud, CloudMachine, Secrets } from '../config/cloud.ts'
import type { Phase, Step } from '../core/step.ts'
import type { TemplateTexts } from '../core/template.ts'
import type { Turn } from './turns.ts'

/** All a component may look at. */
export interface ComponentContext {
  readonly cloud: Cloud
  readonly secrets: Secrets
  readonly texts: TemplateTexts
}

export interface Component {
  readonly id: string
  /** Components whose phases must all be done before; that its packages are there is understood. */
  readonly requires: readonly string[]
  /** The settings a person may write under `settings.<id>`, with upstream's meaning and source in `describe`. */
  readonly settings: z.ZodType
  /** Debian packages a machine needs for the parts it runs. */
  packages(cloud: Cloud, machine: CloudMachine): readonly string[]
  /** When they come, among those of the other components on the machine (default `next`). */
  readonly turn?: Turn
  phases(context: ComponentContext): readonly Phase[]
  /** What has to be undone while the services still run (instances, bridges), on one machine. Checks read the machine only. */
  removal?(machine: CloudMachine): readonly Step[]
  /** What purging the packages leaves behind and destroy takes away: only paths of services named here. */
  readonly leaves: {
    readonly paths: readonly string[]
    /** Folders packages made that others may use too: they go when they are empty. */
    readonly folders?: readonly string[]
    /** Units to stop before packages are purged. */
    readonly units: readonly string[]
  }
}

/** The settings of one component, checked. Throws a ZodError naming the field. */
export function settingsOf<T extends z.ZodType>(cloud: Cloud, id: string, schema: T): z.output<T> {
  return schema.parse(cloud.settings[id] ?? {})
}
