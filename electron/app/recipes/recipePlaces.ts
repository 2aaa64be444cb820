/** Where a cloud's recipes and their runs are on this computer. */
import { dirname, join } from 'node:path'
import { type RecipeShelf, recipeShelf } from '../../../provisioner/index.ts'
import type { CloudRooms } from '../clouds/room.ts'
import type { AppHost } from '../host.ts'

export interface RecipePlaces {
  readonly shelf: RecipeShelf
  /** Journals, sealed secrets and files of runs. */
  readonly runs: string
}

/** An own cloud keeps them beside its cloud.yaml, where the command line finds them too. */
export function recipePlaces(rooms: CloudRooms, { folder }: Pick<AppHost, 'folder'>) {
  const common = join(folder, 'recipes')
  return async (cloud: string): Promise<RecipePlaces> => {
    const summary = rooms.list.get().find(({ id }) => id === cloud)
    if (summary?.kind === 'connected') return { shelf: recipeShelf([common]), runs: join(folder, 'recipe-runs', cloud) }
    const room = await rooms.get(cloud)
    return { shelf: recipeShelf([join(dirname(room.file), 'recipes'), common]), runs: join(room.runsFolder, 'recipes') }
  }
}
