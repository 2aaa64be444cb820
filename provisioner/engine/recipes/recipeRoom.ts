/** What a run of a recipe is given: the cloud, the folder, and whoever wants to know of it. */
import type { KeyVault } from '../../adapters/keyVault.ts'
import type { RecipeEvent } from '../../recipes/progress.ts'
import type { RecipeKey } from './recipeSecrets.ts'
import type { WaitingRoom } from './waiting.ts'

export interface RecipeRoom extends WaitingRoom {
  /** Where runs of this cloud are kept: journals, sealed secrets, files. */
  readonly folder: string
  readonly vault: KeyVault
  /** Told of everything that happens, after it is in the journal. */
  readonly emit?: (event: RecipeEvent, run: string) => void
  /** Keeps a key pair a run has made, where the person finds it. */
  readonly keepKey?: (name: string, key: RecipeKey) => Promise<void>
  readonly forgetKey?: (name: string) => Promise<void>
}

/** Puts an event into the journal, and tells of it then. */
export type Note = (event: RecipeEvent) => Promise<void>
