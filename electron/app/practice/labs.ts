/** The practice labs of this computer, as the app uses them. */
import { freemem } from 'node:os'
import { quote } from '../../../provisioner/core/command.ts'
import {
  installRequirements,
  type LabState,
  type Lack,
  labDestroy,
  labLayers,
  labList,
  labRequirements,
  labStatus,
  labUp,
  machineNames,
  missingPackages,
  nameServers,
  type OnProgress,
} from '../../../provisioner/index.ts'

export interface Labs {
  lacks(): readonly Lack[]
  /** MiB of memory that could be given to machines now. */
  memory(): number
  names(): Promise<readonly string[]>
  /**
   * Makes a lab or completes it, and installs first what this computer lacks and can have. Needs root.
   * @param machines how many; left out, those it has
   */
  raise(name: string, machines: number | undefined, ready: boolean, onProgress: OnProgress): Promise<LabState>
  status(name: string): Promise<LabState>
  destroy(name: string, onProgress: OnProgress): Promise<void>
  nameServers(): Promise<readonly string[]>
}

export const LABS: Labs = {
  lacks: labRequirements,
  memory: () => Math.floor(freemem() / 1024 ** 2),
  names: labList,
  status: labStatus,
  destroy: labDestroy,
  nameServers,
  async raise(name, count, ready, onProgress) {
    if (missingPackages().length > 0 && process.getuid?.() === 0) await installRequirements(onProgress)
    if (count === undefined) return labUp({ name, onProgress })
    const machines = machineNames(count)
    return labUp({ name, machines, ...(ready ? { layers: labLayers(machines) } : { bare: true }), onProgress })
  },
}

/** The line that does as root what this person may not: "sudo … lab up --name practice". */
export function rootLine(program: string, ...words: readonly string[]): string {
  return ['sudo', program, 'lab', ...words].map(quote).join(' ')
}
