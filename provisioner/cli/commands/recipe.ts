/** `stackstead recipe`: things made together from a file, and removed together. */
import { Command } from 'commander'
import { StacksteadError } from '../../core/errors.ts'
import {
  type Given,
  listRecipeRuns,
  prepareRecipe,
  previewRecipe,
  type RecipeEvent,
  type RecipeProgress,
  readRecipe,
  reduceRecipe,
  removeRecipe,
  resumeRecipe,
} from '../../index.ts'
import { eventLine, previewText, removedText, runsText } from '../render/recipe.ts'
import { table } from '../render/table.ts'
import { printable } from '../render/text.ts'
import { confirmed } from '../running/confirmed.ts'
import { onCloud, openPlace, type PlaceOptions } from '../running/openPlace.ts'
import { recipePlace } from '../running/recipePlace.ts'
import { type Session, working } from '../session.ts'

interface Values extends PlaceOptions {
  readonly set?: readonly string[]
}

interface Asking extends Values {
  readonly yes?: boolean
}

export function recipeCommand(): Command {
  const recipe = new Command('recipe')
    .summary('make several things together, and remove them together')
    .description(
      'A recipe is a YAML file: what a person may choose, what is made in which order, what comes out of it. Your own lie in the folder recipes beside cloud.yaml.',
    )
    .addHelpText(
      'after',
      `
Examples:
  stackstead recipe list
  stackstead recipe show kubernetes --set workers=2
  stackstead recipe run kubernetes --set workers=2
  stackstead recipe remove kubernetes-1a2b3c`,
    )
  for (const command of [listCommand(), showCommand(), runCommand(), removeCommand()]) recipe.addCommand(command)
  return recipe
}

function listCommand(): Command {
  const command = new Command('list').summary('show recipes, and what they have made')
  return working<PlaceOptions>(onCloud(command, 'reads'), async (session, own) => {
    await using place = await openPlace(session, own)
    const { runs, shelf } = recipePlace(place, own)
    const [recipes, made] = await Promise.all([shelf.list(), listRecipeRuns(runs)])
    const { options, terminal } = session
    if (options.json) {
      terminal.json({ recipes: recipes.map(({ recipe: _, text: _text, ...one }) => one), runs: made })
      return 0
    }
    const rows = recipes.map(({ file, isShipped, name, problems, recipe }) => [
      name,
      printable(recipe?.title ?? `${problems.length} problems`),
      isShipped ? 'comes with Stackstead' : file,
    ])
    terminal.out(table([['RECIPE', 'MAKES', 'FILE'], ...rows], terminal))
    if (made.length > 0) terminal.out(`\n${runsText(made, terminal)}`)
    return 0
  })
}

function showCommand(): Command {
  const command = withValues(new Command('show').summary('show what a recipe would make, and what it needs')).argument(
    '<recipe>',
    'its name',
  )
  return working<Values>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const { name, text } = await recipePlace(place, own).shelf.get(wanted)
    const preview = await previewRecipe(place.os, readRecipe(text, name), givenOf(own))
    const { options, terminal } = session
    if (options.json) terminal.json(preview)
    else terminal.out(previewText(preview, terminal))
    return Object.keys(preview.problems).length > 0 || preview.needs.some(({ isTooMuch }) => isTooMuch) ? 1 : 0
  })
}

function runCommand(): Command {
  const command = withValues(new Command('run').summary('make what a recipe says, or go on with a run'))
    .argument('<recipe or run>', 'the name of a recipe, or a run that was interrupted')
    .option('-y, --yes', 'do not ask')
  return working<Asking>(onCloud(command, 'reads'), async (session, own, [wanted = '']) => {
    await using place = await openPlace(session, own)
    const { room, runs, shelf } = recipePlace(place, own)
    const known = (await listRecipeRuns(runs)).find(({ run }) => run === wanted)
    if (known !== undefined) {
      await resumeRecipe(room(telling(session, known)), wanted)
      return 0
    }
    const source = await shelf.get(wanted)
    const given = givenOf(own)
    // What is not possible is refused here, before anybody is asked.
    const prepared = await prepareRecipe(place, source, given)
    if (!session.options.json && !session.options.quiet)
      session.terminal.out(previewText(await previewRecipe(place.os, prepared.recipe, given), session.terminal))
    if (!(await confirmed(place, own.yes === true, `Make ${printable(prepared.recipe.title)}?`))) return 1
    const { run } = prepared
    session.terminal.note(`${run} begins. If it is interrupted, "stackstead recipe run ${run}" goes on.`)
    await prepared.make(room(telling(session)))
    session.terminal.note(`"stackstead recipe remove ${run}" removes all of it.`)
    return 0
  })
}

function removeCommand(): Command {
  const command = new Command('remove')
    .summary('remove everything a run has made, and nothing else')
    .argument('<run>', 'as "recipe list" shows it')
    .option('-y, --yes', 'do not ask')
  return working<Asking>(onCloud(command, 'reads'), async (session, own, [run = '']) => {
    if (!/^[a-z][a-z0-9-]*-[0-9a-f]{6}$/.test(run))
      throw new StacksteadError({
        code: 'invalid-input',
        message: `${JSON.stringify(run)} is no run of a recipe.`,
        remedy: '"stackstead recipe list" shows them.',
      })
    await using place = await openPlace(session, own)
    const { room, runs } = recipePlace(place, own)
    const known = (await listRecipeRuns(runs)).find((one) => one.run === run)
    const question = `Remove everything ${run} has made? What is on the disks of its instances is lost.`
    if (!(await confirmed(place, own.yes === true, question))) return 1
    let removed = 0
    const tell = telling(session, known)
    await removeRecipe(
      room((event) => {
        if (event.type === 'removed') removed += 1
        tell(event)
      }),
      run,
    )
    if (!session.options.json) session.terminal.out(removedText(run, removed))
    return 0
  })
}

function withValues(command: Command): Command {
  return command.option('--set <name=value...>', 'values of the recipe, like --set workers=2 name=lab')
}

/** Texts as they are written; which are numbers, the recipe knows. */
function givenOf({ set = [] }: Values): Given {
  return Object.fromEntries(
    set.map((one) => {
      const at = one.indexOf('=')
      if (at > 0) return [one.slice(0, at), one.slice(at + 1)]
      throw new StacksteadError({
        code: 'invalid-input',
        message: `${JSON.stringify(one)} gives no value.`,
        remedy: 'Write --set name=value.',
      })
    }),
  )
}

/** Shows what happens as it happens. */
function telling({ options, terminal }: Session, known?: RecipeProgress): (event: RecipeEvent) => void {
  let state = known
  return (event) => {
    state = reduceRecipe(state, event)
    if (options.json) {
      terminal.json(event)
      return
    }
    const running = state?.parts.find((part) => part.state === 'running')
    const line = eventLine(event, state, terminal)
    if (line !== undefined && !options.quiet) terminal.out(line)
    terminal.draw(running === undefined ? [] : [terminal.paint('dim', `  …      ${printable(running.title)}`)])
    if (event.type === 'ended' || event.type === 'removal-ended') terminal.draw([])
  }
}
