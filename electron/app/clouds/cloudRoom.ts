/** One cloud's room, from the file on: its text, its project read when asked for, its connections. */
import { basename, dirname, extname, join } from 'node:path'
import { openProject, type Project } from '../../../provisioner/index.ts'
import type { CredentialStore } from '../machines/credentials.ts'
import type { Questions } from '../questions/questions.ts'
import type { CloudRoom } from './room.ts'
import { roomFleet } from './roomFleet.ts'
import { openTextFile } from './textFile.ts'

export interface RoomParts {
  readonly questions: Questions
  readonly credentials: CredentialStore
}

export async function openRoom(id: string, file: string, parts: RoomParts): Promise<CloudRoom> {
  const textFile = await openTextFile(file)
  const { text, write, change } = textFile
  const fleet = roomFleet({ cloud: id, file, text, ...parts })
  let read: { readonly revision: string; readonly project: Promise<Project> } | undefined
  return {
    id,
    file,
    runsFolder: join(dirname(file), '.stackstead', basename(file, extname(file))),
    text,
    write,
    change,
    async project() {
      const { revision } = await textFile.reread()
      if (read?.revision === revision) return read.project
      const opened = { revision, project: openProject(file) }
      read = opened
      opened.project.catch(() => {
        if (read === opened) read = undefined
      })
      return opened.project
    },
    fleet: async () => fleet,
    recover: (machine) => fleet.recover(machine),
    onConnection: (listener, signal) => fleet.onConnection(listener, signal),
    disconnect: (machines) => fleet.disconnect(machines),
    async [Symbol.asyncDispose]() {
      textFile[Symbol.dispose]()
      await fleet[Symbol.asyncDispose]()
    },
  }
}
