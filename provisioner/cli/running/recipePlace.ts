/** Where the command line keeps recipes and their runs, and what a run is given. */
import { dirname, join } from 'node:path'
import { reveal } from '../../core/secret.ts'
import {
  keyVault,
  ownKnownHosts,
  privateFolder,
  type RecipeEvent,
  type RecipeRoom,
  type RecipeShelf,
  recipeShelf,
  writeWhole,
} from '../../index.ts'
import type { Place, PlaceOptions } from './openPlace.ts'

export interface RecipePlace {
  readonly shelf: RecipeShelf
  /** @param emit told of everything that happens */
  readonly room: (emit: (event: RecipeEvent) => void) => RecipeRoom
  readonly runs: string
}

/** An own cloud keeps them beside its cloud.yaml, as the window does. */
export function recipePlace(place: Place, { osCloud = '' }: PlaceOptions): RecipePlace {
  const common = dirname(ownKnownHosts({}))
  const project = place.own?.project
  const own = project === undefined ? [] : [join(dirname(project.file), 'recipes')]
  const runs =
    project === undefined
      ? join(common, 'recipe-runs', encodeURIComponent(osCloud))
      : join(project.runsFolder, 'recipes')
  return {
    shelf: recipeShelf([...own, join(common, 'recipes')]),
    runs,
    room: (emit) => ({
      // Not ended by the first Ctrl-C: what is asked for just then shall be in the journal.
      os: place.way.client(),
      forward: (host, port) => place.way.forward(host, port),
      folder: runs,
      vault: keyVault(),
      signal: place.signal,
      emit,
      async keepKey(name, { privateKey }) {
        const [run = ''] = name.split('.')
        const folder = join(runs, `${run}.files`)
        await privateFolder(folder)
        await writeWhole(join(folder, 'ssh-key'), reveal(privateKey), 0o600)
      },
    }),
  }
}
