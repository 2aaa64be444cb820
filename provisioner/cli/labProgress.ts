/** Shows what the lab is doing: lines with elapsed time that stay while something runs, one line for each thing done. */
import type { LabProgress, OnProgress } from '../index.ts'
import { clip, duration, printable } from './render/text.ts'
import type { Terminal } from './terminal.ts'

/** Where nothing can be drawn over, what takes longer than this is named, and again every {@link REMINDER}. */
const SLOW = 2_000
const REMINDER = 30_000

export function labProgress(terminal: Terminal): OnProgress {
  const running = new Map<string, LabProgress>()
  const told = new Map<string, number>()
  return (progress) => {
    const { title, state, elapsed } = progress
    if (state === 'done' || state === 'failed') {
      running.delete(title)
      const took = terminal.paint('dim', duration(elapsed))
      terminal.note(`${state === 'done' ? terminal.paint('green', '✓') : terminal.paint('red', '✗')} ${title}  ${took}`)
    } else running.set(title, progress)
    if (terminal.live) terminal.draw([...running.values()].map((one) => line(one, terminal)))
    else if (state === 'running' && elapsed - (told.get(title) ?? SLOW - REMINDER) >= REMINDER) {
      told.set(title, elapsed)
      terminal.note(line(progress, terminal))
    }
  }
}

function line({ title, elapsed, detail }: LabProgress, { columns, paint }: Terminal): string {
  const head = `  ${title} …  ${duration(elapsed)}`
  const said = printable(detail ?? '').trim()
  return said === '' ? head : `${head}  ${paint('dim', clip(said, Math.max(10, columns - head.length - 3)))}`
}
