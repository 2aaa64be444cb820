/** Names made of what people have written. Pure. */

/** As a hostname is written: small letters, digits and dashes; empty where nothing is left. @param most letters of it */
export function plainName(text: string, most: number): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, most)
}

/** The wanted name, or the first that is free of "name-2", "name-3" and so on. */
export function freeName(wanted: string, isTaken: (name: string) => boolean, separator = '-'): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${separator}${count}`
    if (!isTaken(name)) return name
  }
}
