/** A cloud's room: its folder, its text, and the connections to its machines, shared by everything that works on it. */
import type { Fleet, Project } from '../../../provisioner/index.ts'
import type { CloudSummary, CloudText } from '../../contract/index.ts'
import type { Cell } from '../cell.ts'

export interface CloudRoom extends AsyncDisposable {
  readonly id: string
  /** Absolute path of cloud.yaml. */
  readonly file: string
  /** The folder journals of its runs are in. */
  readonly runsFolder: string
  /** What is on disk, whoever wrote it. */
  readonly text: Cell<CloudText>
  /** Rejects with `changed-elsewhere` where the file is no longer what `revision` stands for. */
  write(text: string, revision: string): Promise<CloudText>
  /** Changes what is there now; several changes come one after the other. */
  change(edit: (text: string) => string): Promise<CloudText>
  /** Reads cloud.yaml and its secrets anew where the text changed. Rejects with `invalid-input` for one with problems. */
  project(): Promise<Project>
  /** Connections to its machines, made when first needed and kept while the text names the same machines; questions go to the person. */
  fleet(): Promise<Fleet>
  /** Makes a machine's lost connection again, and asks nobody anything: what would need an answer rejects. */
  recover(machine: string): Promise<void>
  /** Tells of connections made, and of those that went away without being closed here, until the signal aborts. */
  onConnection(listener: (machine: string, state: 'made' | 'lost') => void, signal: AbortSignal): void
  /** Drops the connections, so that the next use makes new ones with the credentials of then. */
  disconnect(machines?: readonly string[]): Promise<void>
}

export interface CloudRooms {
  /** Rejects with `invalid-input` for a cloud that is not in the list. */
  get(id: string): Promise<CloudRoom>
  readonly list: Cell<readonly CloudSummary[]>
  /** A new cloud in the app's folder, empty where no text is given. Rejects with `invalid-input` where there is one of that name. */
  create(name: string, text?: string): Promise<CloudRoom>
  /** Takes a cloud out of the list and lets go of its connections; its files stay. What `clouds.forget` does, also for practice. */
  forget(id: string): Promise<void>
  /** Reads the summaries anew: after a run ended, say. */
  refresh(): Promise<void>
}
