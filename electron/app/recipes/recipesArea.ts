/** The recipes area: which there are, what one would make, making it, and removing all it made. */
import { readFile } from 'node:fs/promises'
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import {
  forgetRecipeRun,
  foundThings,
  prepareRecipe,
  previewRecipe,
  type RecipeRoom,
  readRecipe,
  removeRecipe,
  resumeRecipe,
  type ShelvedRecipe,
} from '../../../provisioner/index.ts'
import type { LiveName, RecipeSummary, StrayRun } from '../../contract/index.ts'
import { saveSecret } from '../access/saveSecret.ts'
import type { Area } from '../area.ts'
import type { CloudRooms } from '../clouds/room.ts'
import type { AppHost } from '../host.ts'
import type { Jobs } from '../jobs.ts'
import type { CloudClients } from '../running/cloudClients.ts'
import type { LiveCloud } from '../running/liveCloud.ts'
import type { PrivateKeys } from '../running/privateKeys.ts'
import type { Touched } from '../running/touched.ts'
import { type RecipePlaces, recipePlaces } from './recipePlaces.ts'
import { recipeRuns } from './recipeRuns.ts'

type Requests =
  | 'recipes.list'
  | 'recipes.read'
  | 'recipes.copy'
  | 'recipes.preview'
  | 'recipes.start'
  | 'recipes.resume'
  | 'recipes.stop'
  | 'recipes.remove'
  | 'recipes.forget'
  | 'recipes.strays'
  | 'recipes.save'

export interface RecipesParts {
  readonly host: AppHost
  readonly jobs: Jobs
  readonly rooms: CloudRooms
  readonly clients: CloudClients
  readonly live: LiveCloud
  readonly kept: PrivateKeys
}

/** Everything a recipe may make. */
const MADE: readonly LiveName[] = [
  'live.servers',
  'live.floatingIps',
  'live.ports',
  'live.securityGroups',
  'live.serverGroups',
  'live.keypairs',
]
const TOUCHED: Touched = Object.fromEntries(MADE.map((name) => [name, 'whole']))

export function recipesArea(parts: RecipesParts): Area<Requests, 'recipes.runs'> {
  const { clients, host, jobs, kept, live, rooms } = parts
  const placesOf = recipePlaces(rooms, host)
  const runs = recipeRuns(jobs)
  const asked = async <T>(
    cloud: string,
    question: (places: RecipePlaces, room: RecipeRoom) => Promise<T>,
  ): Promise<T> => {
    const places = await placesOf(cloud)
    try {
      const { os, way } = await clients.of(cloud)
      return await question(places, {
        os,
        forward: (address, port) => way.forward(address, port),
        folder: places.runs,
        vault: host.vault,
        keepKey: (name, key) => kept.keep(cloud, { name, ...key, madeAt: Date.now() }),
        forgetKey: (name) => kept.forget(cloud, name),
      })
    } catch (error) {
      throw clients.worded(cloud, error)
    }
  }
  const begin = (
    cloud: string,
    room: RecipeRoom,
    run: string,
    title: string,
    work: (room: RecipeRoom) => Promise<unknown>,
  ): Promise<void> =>
    runs.begin({
      ...{ cloud, folder: room.folder, run, title },
      work: ({ emit, signal }) =>
        work({
          ...room,
          signal,
          emit: (event, of) => {
            emit?.(event, of)
            live.touch(cloud, TOUCHED)
          },
        }),
    })
  return {
    requests: {
      'recipes.list': async ({ cloud }) => (await (await placesOf(cloud)).shelf.list()).map(summary),
      async 'recipes.read'({ cloud, recipe }) {
        const { file, text } = await (await placesOf(cloud)).shelf.get(recipe)
        return { file, text }
      },
      'recipes.copy': async ({ as, cloud, recipe }) => ({ file: await (await placesOf(cloud)).shelf.copy(recipe, as) }),
      'recipes.preview': ({ cloud, given, recipe }) =>
        asked(cloud, async ({ shelf }, { os }) => {
          const { name, text } = await shelf.get(recipe)
          return previewRecipe(os, readRecipe(text, name), given)
        }),
      'recipes.start': ({ cloud, given, recipe }) =>
        asked(cloud, async ({ shelf }, room) => {
          const { name, text } = await shelf.get(recipe)
          // In the list before anything is told of it.
          await runs.follow(cloud, room.folder)
          const prepared = await prepareRecipe(room, { name, text }, given)
          await begin(cloud, room, prepared.run, `Make ${prepared.recipe.title}`, prepared.make)
          return { run: prepared.run }
        }),
      'recipes.resume': ({ cloud, run }) =>
        asked(cloud, async (_, room) => {
          await runs.follow(cloud, room.folder)
          await begin(cloud, room, run, `Go on with ${run}`, (more) => resumeRecipe(more, run))
          return null
        }),
      async 'recipes.stop'({ cloud, run }) {
        runs.stop(cloud, run)
        return null
      },
      'recipes.remove': ({ cloud, run }) =>
        asked(cloud, async (_, room) => {
          await runs.follow(cloud, room.folder)
          await begin(cloud, room, run, `Remove ${run}`, (more) => removeRecipe(more, run))
          return null
        }),
      async 'recipes.forget'({ cloud, run }) {
        const { runs: folder } = await placesOf(cloud)
        const list = (await runs.follow(cloud, folder)).get()
        if (list.find((one) => one.run === run)?.state !== 'gone')
          throw refused(`What ${run} made is still there.`, 'Remove it first.')
        await forgetRecipeRun(folder, run)
        runs.forget(cloud, run)
        return null
      },
      'recipes.strays': ({ cloud }) =>
        asked(cloud, async (_, { folder, os }) => {
          const known = (await runs.follow(cloud, folder)).get().map(({ run }) => run)
          return strays((await foundThings(os)).filter(({ run }) => !known.includes(run)))
        }),
      async 'recipes.save'({ cloud, file, output, replace, run }) {
        const { runs: folder } = await placesOf(cloud)
        const found = (await runs.follow(cloud, folder)).get().find((one) => one.run === run)
        const from = found?.outputs.find(({ name }) => name === output)?.file
        if (from === undefined) throw refused(`${run} has given no file ${output}.`, 'Let it go on to its end first.')
        const content = await readFile(from, 'utf8').catch(() => undefined)
        if (content === undefined)
          throw refused(`${from} is no longer there.`, 'Let the recipe go on: it fetches it again.')
        return { file: await saveSecret(file, content, replace) }
      },
    },
    streams: {
      async 'recipes.runs'({ cloud }, emit, signal) {
        const { runs: folder } = await placesOf(cloud)
        ;(await runs.follow(cloud, folder)).follow(emit, signal)
      },
    },
    [Symbol.asyncDispose]: () => runs[Symbol.asyncDispose](),
  }
}

function summary({ file, isShipped, name, problems, recipe }: ShelvedRecipe): RecipeSummary {
  return {
    ...{ name, file, isShipped, problems },
    title: recipe?.title ?? name,
    about: recipe?.about ?? '',
    parameters: recipe?.parameters ?? {},
  }
}

function strays(things: readonly { readonly run: string; readonly kind: string; readonly name: string }[]): StrayRun[] {
  return [...Map.groupBy(things, ({ run }) => run)].map(([run, of]) => ({
    run,
    things: of.map(({ kind, name }) => ({ kind, name })),
  }))
}

function refused(message: string, remedy: string): StacksteadError {
  return new StacksteadError({ code: 'invalid-input', message, remedy })
}
