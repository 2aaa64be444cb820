/** The dialect of INI that oslo.config reads: repeated keys make lists, indented lines continue, no inline comments. */

export interface IniEntry {
  readonly section: string
  readonly key: string
  readonly value: string
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
    else if (pair?.[1] !== undefined) entries.push({ section, key: pair[1], value: (pair[2] ?? '').trim() })
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
