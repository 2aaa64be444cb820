/** What a person chose for a recipe's parameters, checked against what the cloud has; what nobody chose gets its default. */
import { oneLine } from './plainText.ts'
import type { Parameter, Recipe } from './schema.ts'

/** What the cloud has to choose from. */
export interface Choices {
  readonly flavors: readonly FlavorChoice[]
  readonly images: readonly NamedChoice[]
  /** Not external; those with a router to the LAN first. */
  readonly networks: readonly NamedChoice[]
  readonly externalNetworks: readonly NamedChoice[]
}

export interface NamedChoice {
  readonly id: string
  readonly name: string
}

export interface FlavorChoice extends NamedChoice {
  readonly cpus: number
  /** MiB. */
  readonly memory: number
  /** GiB; 0: as large as the image. */
  readonly disk: number
}

/** By parameter: a text or number as it was typed, ids or names of what the cloud has. */
export type Given = Readonly<Record<string, string | number>>

export interface Settled {
  /** What references name. */
  readonly values: Readonly<Record<string, unknown>>
  /** As they would have to be given to get the same again. */
  readonly given: Given
  /** By parameter: what is wrong. */
  readonly problems: Readonly<Record<string, string>>
}

export function settle(recipe: Recipe, given: Given, choices: Choices): Settled {
  const values: Record<string, unknown> = {}
  const kept: Record<string, string | number> = {}
  const problems: Record<string, string> = {}
  for (const [name, parameter] of Object.entries(recipe.parameters)) {
    const answer = settleOne(parameter, Object.hasOwn(given, name) ? given[name] : undefined, choices)
    if ('problem' in answer) problems[name] = answer.problem
    else {
      values[name] = answer.value
      kept[name] = answer.given
    }
  }
  for (const name of Object.keys(given))
    if (!Object.hasOwn(recipe.parameters, name)) problems[name] = `The recipe has no parameter ${oneLine(name)}.`
  return { values, given: kept, problems }
}

type Answer = { readonly value: unknown; readonly given: string | number } | { readonly problem: string }

function settleOne(parameter: Parameter, given: string | number | undefined, choices: Choices): Answer {
  const chosen = given === undefined || given === '' ? undefined : given
  switch (parameter.kind) {
    case 'name':
      return text(chosen ?? parameter.default, nameProblem)
    case 'text':
      return text(chosen ?? parameter.default ?? '', (value) => textProblem(value, parameter.atMost))
    case 'whole':
      return whole(parameter, chosen ?? parameter.default)
    case 'choice':
      return text(chosen ?? parameter.default ?? parameter.of[0], (value) =>
        parameter.of.includes(value) ? undefined : `Choose one of ${parameter.of.join(', ')}.`,
      )
    case 'flavor':
      return flavor(parameter, chosen, choices.flavors)
    case 'image':
      return named(chosen, choices.images, 'image', () => wantedImage(parameter.like, choices.images))
    case 'network':
      return named(chosen, choices.networks, 'network', () => choices.networks[0])
    case 'externalNetwork':
      return named(chosen, choices.externalNetworks, 'external network', () => choices.externalNetworks[0])
  }
}

function text(value: string | number | undefined, problemOf: (value: string) => string | undefined): Answer {
  if (value === undefined) return { problem: 'This is needed.' }
  const written = String(value)
  const problem = problemOf(written)
  return problem === undefined ? { value: written, given: written } : { problem }
}

/** RFC 1123, with room for what is put behind it. */
function nameProblem(value: string): string | undefined {
  if (/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(value)) return undefined
  return 'Small letters, digits and hyphens, 40 at most, beginning with a letter.'
}

function textProblem(value: string, atMost: number): string | undefined {
  if ([...value].length > atMost) return `${atMost} characters at most.`
  return /[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u.test(value) ? 'One line, without control characters.' : undefined
}

function whole(
  { from, to }: { readonly from: number; readonly to: number },
  given: string | number | undefined,
): Answer {
  const value = typeof given === 'number' ? given : /^-?\d{1,9}$/.test(given ?? '') ? Number(given) : Number.NaN
  if (Number.isInteger(value) && value >= from && value <= to) return { value, given: value }
  return { problem: `A whole number from ${from} to ${to}.` }
}

function flavor(
  { atLeast }: Extract<Parameter, { kind: 'flavor' }>,
  given: string | number | undefined,
  flavors: readonly FlavorChoice[],
): Answer {
  const { cpus = 1, disk = 0, memory = 1 } = atLeast
  const wanted = `${cpus} CPU, ${memory} MiB of memory and ${disk} GiB of disk`
  // A flavor without a disk of its own gives one as large as the image.
  const fits = (one: FlavorChoice): boolean =>
    one.cpus >= cpus && one.memory >= memory && (one.disk >= disk || (one.disk === 0 && disk === 0))
  const smallest = () =>
    flavors.filter(fits).sort((a, b) => a.memory - b.memory || a.cpus - b.cpus || a.disk - b.disk)[0]
  const answer = named(given, flavors, 'flavor', smallest)
  if ('problem' in answer) {
    const none = given === undefined || given === ''
    return none ? { problem: `No flavor here has ${wanted}. Create one, or ask an administrator.` } : answer
  }
  return fits(answer.value as FlavorChoice) ? answer : { problem: `It needs at least ${wanted}.` }
}

function named<T extends NamedChoice>(
  given: string | number | undefined,
  list: readonly T[],
  what: string,
  preferred: () => T | undefined,
): Answer {
  if (given === undefined || given === '') {
    const found = preferred()
    return found === undefined ? { problem: `Choose ${/^[aei]/.test(what) ? 'an' : 'a'} ${what}.` } : taken(found)
  }
  const key = String(given)
  const byId = list.find(({ id }) => id === key)
  if (byId !== undefined) return taken(byId)
  const [first, second] = list.filter(({ name }) => name === key)
  if (first === undefined) return { problem: `There is no ${what} ${oneLine(key)} here.` }
  return second === undefined ? taken(first) : { problem: `Several are called ${oneLine(key)}; give the id of one.` }
}

function taken(value: NamedChoice): Answer {
  return { value, given: value.id }
}

function wantedImage(like: readonly string[], images: readonly NamedChoice[]): NamedChoice | undefined {
  for (const beginning of like) {
    const found = images.find(({ name }) => name.toLowerCase().startsWith(beginning.toLowerCase()))
    if (found !== undefined) return found
  }
  return undefined
}
