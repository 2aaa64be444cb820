/** Removes everything a run of a recipe has made, found by its mark: after a crash, without a journal, and nothing else. */
import { rm } from 'node:fs/promises'
import type { ActionName, ParsedInput } from '../../actions/index.ts'
import { StacksteadError } from '../../core/errors.ts'
import { perform } from '../../openstack/perform.ts'
import { KIND_TITLES, KINDS, type Kind, MAKERS } from '../../recipes/makers.ts'
import { oneLine } from '../../recipes/plainText.ts'
import { until } from '../verify/until.ts'
import { type FoundThing, foundThings } from './foundThings.ts'
import type { Note, RecipeRoom } from './recipeRoom.ts'
import { outputFolder, readRecipeEvents, secretsFile } from './recipeRuns.ts'
import { forgetSecrets } from './recipeSecrets.ts'
import { type Ends, withJournal } from './withJournal.ts'

/** Milliseconds an instance may take to go away. */
const GONE = 180_000
/** Milliseconds between two looks. */
const EVERY = 1000
/** A request that was on its way when a process was killed may still make something while the rest is removed. */
const ROUNDS = 3

const ACTION_OF = Object.fromEntries(Object.values(MAKERS).map(({ kind, remove }) => [kind, remove])) as Readonly<
  Record<Kind, ActionName>
>

const REMOVED = (): Ends => ({
  done: { type: 'removal-ended', at: Date.now(), outcome: 'gone' },
  failed: (outcome, error) => ({ type: 'removal-ended', at: Date.now(), outcome, error }),
})

/** Rejects with `api`, naming what is left, where something could not be removed; running it again tries that again. */
export async function removeRecipe(room: RecipeRoom, run: string): Promise<void> {
  const events = await readRecipeEvents(room.folder, run)
  const first = { type: 'removing', at: Date.now() } as const
  await withJournal(room, run, [first], (note) => removeAll(room, run, note), REMOVED)
  await forgetSecrets(secretsFile(room.folder, run))
  await rm(outputFolder(room.folder, run), { recursive: true, force: true })
  const started = events.find((event) => event.type === 'started')
  if (started?.type !== 'started') return
  for (const { id, kind } of started.parts) if (kind === 'keypair') await room.forgetKey?.(`${run}.${id}`)
}

async function removeAll(room: RecipeRoom, run: string, note: Note): Promise<void> {
  for (let round = 1; round <= ROUNDS; round += 1) {
    const found = await foundThings(room.os, run)
    if (found.length === 0) return
    await removeFound(room, found, note)
  }
  const left = await foundThings(room.os, run)
  if (left.length > 0) throw stillThere(left, [])
}

async function removeFound(room: RecipeRoom, found: readonly FoundThing[], note: Note): Promise<void> {
  const failures: string[] = []
  for (const kind of KINDS) {
    room.signal?.throwIfAborted()
    const things = found.filter((one) => one.kind === kind)
    const gone = await Promise.all(
      things.map(async (thing) => {
        try {
          await removeOne(room, thing)
          return thing
        } catch (error) {
          if (room.signal?.aborted) throw error
          failures.push(error instanceof Error ? error.message : String(error))
          return undefined
        }
      }),
    )
    for (const thing of gone)
      if (thing !== undefined) await note({ type: 'removed', at: Date.now(), kind, part: thing.part })
    // What uses the others is still there: their removal would only be refused.
    if (failures.length > 0) throw stillThere(await foundThings(room.os, found[0]?.run), failures)
  }
}

async function removeOne({ every = EVERY, os, signal }: RecipeRoom, { id, kind, name }: FoundThing): Promise<void> {
  await perform(os.session, ACTION_OF[kind], { id, name } as ParsedInput<ActionName>)
  if (kind !== 'server') return
  let isKept = false
  const look = async (): Promise<true | undefined> => {
    const server = await os.servers.get(id)
    // A cloud may keep it for whoever wants it back (nova.conf, reclaim_instance_interval), and its place in the quota with it.
    if (server?.status === 'SOFT_DELETED' && !isKept) {
      isKept = true
      await perform(os.session, 'server.forceDelete', { id, name })
    }
    return server === undefined ? true : undefined
  }
  if (await until(look, { every, atMost: GONE, signal })) return
  throw new StacksteadError({
    code: 'api',
    message: `The instance ${name} was asked to go and is still there after ${GONE / 1000} seconds.`,
  })
}

function stillThere(left: readonly FoundThing[], failures: readonly string[]): StacksteadError {
  const names = left.map(({ kind, name, part }) => `${KIND_TITLES[kind]} ${oneLine(name === '' ? part : name)}`)
  return new StacksteadError({
    code: 'api',
    message: 'Not everything the recipe made could be removed.',
    detail: [...failures, `Still there: ${names.join(', ')}.`].join('\n'),
    remedy: 'Look what uses it, then remove again: only what is left is tried.',
  })
}
