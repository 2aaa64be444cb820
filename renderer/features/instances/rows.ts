/** Instances as the table shows them: Nova's rows beside the names of what they refer to, and what is about to happen. Pure. */

import type { CloudProject, Image, Server } from '../../../electron/contract/live.ts'
import { type Doing, doingWords } from '../../api/doings.ts'
import { LANGUAGE } from '../../ui/language.ts'
import { addressesOf } from './actions/allowed.ts'
import { type StateWords, stateWords } from './states.ts'

export interface InstanceRow {
  readonly id: string
  readonly server: Server
  readonly state: StateWords
  readonly fixed: readonly string[]
  readonly floating: readonly string[]
  /** Undefined where it starts from no image, or the image is gone. */
  readonly imageName: string | undefined
  readonly projectName: string | undefined
  readonly createdAt: number
}

export interface Around {
  readonly images: ReadonlyMap<string, Pick<Image, 'name'>>
  readonly projects: ReadonlyMap<string, Pick<CloudProject, 'name'>>
  readonly doings: ReadonlyMap<string, Doing>
  /** When the API last told of the instances. */
  readonly toldAt: number | undefined
  /** Ids of those that are deleted unless the person undoes it. */
  readonly deleting: ReadonlySet<string>
}

/** Makes rows, and gives the same object for a row of which nothing changed: 10,000 of them are drawn anew otherwise. */
export function rowMaker(): (servers: readonly Server[], around: Around) => readonly InstanceRow[] {
  const made = new WeakMap<Server, InstanceRow>()
  return (servers, around) =>
    servers.map((server) => {
      const before = made.get(server)
      const state = stateNow(server, around)
      const imageName = server.imageId === undefined ? undefined : around.images.get(server.imageId)?.name
      const projectName = around.projects.get(server.projectId)?.name
      if (
        before !== undefined &&
        before.imageName === imageName &&
        before.projectName === projectName &&
        before.state.kind === state.kind &&
        before.state.words === state.words
      ) {
        return before
      }
      const row: InstanceRow = {
        id: server.id,
        server,
        state,
        fixed: addressesOf(server, 'fixed'),
        floating: addressesOf(server, 'floating'),
        imageName,
        projectName,
        createdAt: Date.parse(server.createdAt),
      }
      made.set(server, row)
      return row
    })
}

function stateNow(server: Server, { deleting, doings, toldAt }: Around): StateWords {
  if (deleting.has(server.id)) return { kind: 'needs-you', words: 'About to be deleted' }
  const words = doingWords(doings.get(server.id), toldAt)
  return words === undefined ? stateWords(server) : { kind: 'progress', words }
}

/** "12 instances: 9 running, 2 off, 1 failed." */
export function summary(rows: readonly InstanceRow[]): string {
  const counts = { works: 0, progress: 0, 'needs-you': 0, failed: 0, off: 0 }
  for (const { state } of rows) counts[state.kind] += 1
  const parts = (
    [
      [counts.works, 'running'],
      [counts.progress, 'changing'],
      [counts['needs-you'], 'waiting for you'],
      [counts.failed, 'failed'],
      [counts.off, 'off'],
    ] as const
  ).filter(([number]) => number > 0)
  const words = parts.map(([number, word]) => `${number.toLocaleString(LANGUAGE)} ${word}`).join(', ')
  const all = `${rows.length.toLocaleString(LANGUAGE)} ${rows.length === 1 ? 'instance' : 'instances'}`
  return rows.length === 0 ? '' : `${all}: ${words}`
}
