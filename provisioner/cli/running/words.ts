/** Parts of a command line that mean more than their text: several of an option, key=value, changes of which one must be said. */
import { InvalidArgumentError } from 'commander'
import { StacksteadError } from '../../core/errors.ts'

export function several(word: string, before: readonly string[] = []): string[] {
  return [...before, word]
}

export function property(word: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const at = word.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('Write it as key=value.')
  return { ...before, [word.slice(0, at)]: word.slice(at + 1) }
}

export function positive(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number from 1.')
}

export function whole(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a number, without a sign.')
}

/**
 * destination=10.9.0.0/16,gateway=10.1.0.2, as the openstack command has it; again for more.
 * @param optional keys that may be left out
 */
export function keyed<K extends string, O extends string = never>(keys: readonly K[], optional: readonly O[] = []) {
  type Keyed = Readonly<Record<K, string> & Partial<Record<O, string>>>
  return (text: string, before: readonly Keyed[] = []): readonly Keyed[] => {
    const pairs = text.split(',').map((part) => part.split('='))
    const known: readonly string[] = [...keys, ...optional]
    const fits = pairs.every(([key = '', value, ...rest]) => known.includes(key) && value && rest.length === 0)
    const row = Object.fromEntries(pairs) as Keyed
    if (fits && keys.every((key) => row[key] !== undefined)) return [...before, row]
    const example = [...keys.map((key) => `${key}=…`), ...optional.map((key) => `[${key}=…]`)].join(',')
    throw new InvalidArgumentError(`Write it as ${example}.`)
  }
}

/** @returns the fields, of which at least one was given */
export function something<T extends object>(fields: T): T {
  if (Object.values(fields).some((value) => value !== undefined)) return fields
  throw new StacksteadError({
    code: 'invalid-input',
    message: 'It was not said what to change.',
    remedy: 'Add one of the options that --help lists.',
  })
}
