/** What the palette lists for what was typed: the group with the best answer first, in each the best first. Pure. */
import { rank } from '../rank.ts'
import type { PaletteCommand } from './commands.ts'

export interface FoundGroup {
  readonly group: PaletteCommand['group']
  readonly commands: readonly PaletteCommand[]
}

export function found(commands: readonly PaletteCommand[], typed: string): readonly FoundGroup[] {
  const ranked = commands
    .map((command) => ({ command, score: rank(command.title, typed, command.words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ command }) => command)
  return [...Map.groupBy(ranked, ({ group }) => group)].map(([group, all]) => ({ group, commands: all }))
}
