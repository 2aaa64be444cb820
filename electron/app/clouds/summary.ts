/** What the list shows of a cloud. */
import { homedir } from 'node:os'
import { sep } from 'node:path'
import { type ErrorData, errorData } from '../../../provisioner/core/errors.ts'
import { type CloudFile, labsFolder, readDesign, SETTINGS } from '../../../provisioner/index.ts'
import type { CloudSummary, RunSummary } from '../../contract/index.ts'
import { lastRunSummary } from '../runs/runSummaries.ts'
import type { ConnectedCloud } from './connectedClouds.ts'
import type { CloudRoom } from './room.ts'

/** Never rejects: what cannot be read is told. @param isRunning whether the app itself is at work on its last run */
export async function summaryOf(room: CloudRoom, isRunning: boolean): Promise<CloudSummary> {
  const { file, machines, problems } = readDesign(room.text.get().text, SETTINGS)
  const { last, unread } = await history(room.runsFolder)
  const state = isRunning && last?.state === 'interrupted' ? 'running' : last?.state
  return {
    id: room.id,
    kind: 'own',
    name: file.name ?? room.id,
    file: room.file,
    machines: machines.length,
    problems: problems.length,
    practice: isPractice(file),
    ...(last === undefined || state === undefined ? {} : { lastRun: { ...last, state } }),
    ...(unread === undefined ? {} : { unread }),
  }
}

async function history(folder: string): Promise<{ readonly last?: RunSummary; readonly unread?: ErrorData }> {
  try {
    const last = await lastRunSummary(folder)
    return last === undefined ? {} : { last }
  } catch (error) {
    return { unread: errorData(error) }
  }
}

/** Of a cloud that is only used: what machines it has is not known. */
export function connectedSummary({ entry, file, id }: ConnectedCloud): CloudSummary {
  return { id, kind: 'connected', name: entry, file, machines: 0, problems: 0, practice: false }
}

/** Practice machines are logged in to with a key that lies beside them. */
function isPractice(file: CloudFile): boolean {
  const keys = [file.ssh?.key, ...Object.values(file.machines ?? {}).map((machine) => machine.key)]
  const labs = `${labsFolder()}${sep}`
  return keys.some((key) => key?.replace(/^~(?=\/)/, homedir()).startsWith(labs))
}
