/** The wanted name, or the first that is free of "name-2", "name-3" and so on. Pure. */
export function freeName(wanted: string, isTaken: (name: string) => boolean, separator = '-'): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${separator}${count}`
    if (!isTaken(name)) return name
  }
}
