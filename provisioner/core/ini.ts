/** The dialect of INI that oslo.config reads: repeated keys make lists, indented lines continue, no inline comments. */

export interface IniEntry {
  readonly section: string
  readonly key: string
  readonly value: string
}

/** A value as it is written: oslo.config substitutes `$name` and takes off a pair of quotes and spaces at the ends. */
export function iniValue(value: string): string {
  const text = value.replaceAll('$', '$$$$')
  return unquoted(text.trim()) === text ? text : `"${text}"`
}

function unquoted(text: string): string {
  return /^(["'])(.*\1)?$/s.test(text) ? text.slice(1, -1) : text
}

/** Every entry in file order, repeated keys included. Throws an Error naming the line that is none of the dialect's. */
export function parseIni(text: string): IniEntry[] {
  const entries: IniEntry[] = []
  let section = 'DEFAULT'
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || /^\s*[#;]/.test(line)) continue
    const head = /^\[([^\]]+)\]\s*$/.exec(line)
    const pair = /^([^\s=:[][^=:]*?)\s*[=:]\s*(.*)$/.exec(line)
    if (head?.[1] !== undefined) section = head[1]
    else if (/^\s/.test(line) && entries.length > 0) continued(entries, line.trim())
    else if (pair?.[1] !== undefined) entries.push({ section, key: pair[1], value: unquoted((pair[2] ?? '').trim()) })
    else throw new Error(`line ${index + 1} is neither a section nor "key = value"`)
  }
  return entries
}

function continued(entries: IniEntry[], more: string): void {
  const last = entries.pop()
  if (last !== undefined) entries.push({ ...last, value: `${last.value}\n${more}` })
}

/** Why oslo.config would not read this text, or undefined. */
export function iniProblem(text: string): string | undefined {
  try {
    parseIni(text)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
