/** A lab with a folder for its cloud: made for one test file, removed after it. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type LabState, labDestroy, labUp } from '../../provisioner/lab/index.ts'
import { type CliOptions, type CliResult, runCli } from './cli.ts'

const run = promisify(execFile)

export interface LabRoom extends AsyncDisposable {
  readonly lab: LabState
  readonly options: CliOptions
  cli(...words: string[]): Promise<CliResult>
  /** A command on a machine as its user, by the system's own ssh: another way in than the engine's. */
  ssh(machine: string, script: string): Promise<string>
  writeCloud(text: string): Promise<void>
}

/** @param from what new machines begin with; nothing but Debian where it is not said */
export async function labRoom(
  name: string,
  machines: readonly string[],
  from: Pick<Parameters<typeof labUp>[0], 'layers'> = {},
): Promise<LabRoom> {
  const folder = await mkdtemp(join(tmpdir(), `stackstead-${name}-`))
  // What an interrupted run of the same test left behind would not be bare.
  await labDestroy(name)
  const lab = await labUp({ name, machines, ...from })
  const options = { folder, home: join(folder, 'home') }
  return {
    lab,
    options,
    cli: (...words) => runCli(['--accept-new', ...words], options),
    ssh: async (machine, script) => {
      const address = lab.machines.find((one) => one.name === machine)?.management
      const words = ['-i', lab.sshKey, '-o', `UserKnownHostsFile=${lab.knownHosts}`, '-o', 'LogLevel=ERROR']
      const { stdout } = await run('ssh', [...words, `${lab.user}@${address}`, script], {
        maxBuffer: 256 * 1024 * 1024,
      })
      return stdout
    },
    writeCloud: (text) => writeFile(join(folder, 'cloud.yaml'), text),
    [Symbol.asyncDispose]: async () => {
      await labDestroy(name)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
