/** Journals of runs on disk: one JSONL file each, written event by event, readable after any crash. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { appendLines, type LineFile, privateFolder, readLines } from '../adapters/localFiles.ts'
import type { RunEvent } from '../core/event.ts'
import { type RunState, reduceRunEvents } from '../core/journal.ts'

/** A name that sorts by time: 2026-11-22T16-20-05-123Z-apply. */
export function newRunId(operation: 'apply' | 'destroy', now = new Date()): string {
  return `${now.toISOString().replaceAll(/[:.]/g, '-')}-${operation}`
}

export async function openJournal(folder: string, run: string): Promise<LineFile> {
  await privateFolder(folder)
  return appendLines(journalFile(folder, run))
}

export function journalFile(folder: string, run: string): string {
  return join(folder, `${run}.jsonl`)
}

/** Ids of all runs, newest first. */
export async function listRuns(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => name.slice(0, -6))
    .sort()
    .reverse()
}

export async function readEvents(folder: string, run: string): Promise<RunEvent[]> {
  return (await readLines(journalFile(folder, run))) as RunEvent[]
}

/** A line of anything but what a command printed: those are most of a journal, and are passed over unread. */
export function isMilestone(line: string): boolean {
  return !line.startsWith('{"type":"step-output"')
}

/** The same without what commands printed. */
export async function readMilestones(folder: string, run: string): Promise<RunEvent[]> {
  const values = await readLines(journalFile(folder, run), isMilestone)
  return (values as RunEvent[]).filter((event) => event.type !== 'step-output')
}

export async function readRun(folder: string, run: string): Promise<RunState | undefined> {
  return reduceRunEvents(undefined, await readMilestones(folder, run))
}
