/** Parts of a command line of python-openstackclient, and of a request's body: what was not given leaves no trace. */
import type { Target } from './fields.ts'

/** --option VALUE, or nothing. A value with a dash in front would be read as an option of its own. */
export function option(name: string, value: string | number | undefined): string[] {
  if (value === undefined) return []
  return String(value).startsWith('-') ? [`${name}=${value}`] : [name, String(value)]
}

/** A name at the end of a command; after "--" nothing is an option any more. */
export function operand(name: string): string[] {
  return name.startsWith('-') ? ['--', name] : [name]
}

/** --option VALUE for each value. */
export function options(name: string, values: readonly string[] = []): string[] {
  return values.flatMap((value) => option(name, value))
}

/** --on or --off, or nothing. */
export function flag(value: boolean | undefined, on: string, off: string): string[] {
  if (value === undefined) return []
  return [value ? on : off]
}

/**
 * For "set" commands, where --option adds to what is there and --no-option first takes away all of it: together they say the
 * whole list, as the request does.
 */
export function wholeList(add: string, clear: string, values: readonly string[] | undefined): string[] {
  return values === undefined ? [] : [clear, ...options(add, values)]
}

/** Without the fields that are undefined; null is a value of the APIs. */
export function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** Ports and floating IPs may have no name. */
export function called({ id, name }: Target): string {
  return name === '' ? id : name
}
