/** The surroundings of the app when it is served to a browser. */
import { chmod } from 'node:fs/promises'
import { keyVault, privateFolder } from '../../provisioner/index.ts'
import type { AppHost } from '../app/host.ts'
import { appVersion, commandLine, dataFolder } from '../shell/appFolder.ts'
import { webAddress } from '../shell/webAddress.ts'
import { browserProgram, clipboardProgram, HERE, runQuietly, type Surroundings } from './programs.ts'

/** Makes the folder where it is missing, for this user only. */
export async function serveHost(surroundings: Surroundings = HERE): Promise<AppHost> {
  const folder = dataFolder(surroundings.environment, surroundings.platform)
  await privateFolder(folder)
  await chmod(folder, 0o700)
  const clipboard = clipboardProgram(surroundings)
  const browser = browserProgram(surroundings)
  return {
    kind: 'browser',
    version: appVersion(),
    folder,
    ...commandLine(),
    vault: keyVault(),
    ...(clipboard === undefined ? {} : { copy: (text: string) => runQuietly(clipboard, text) }),
    ...(browser === undefined
      ? {}
      : { openExternal: (url: string) => runQuietly([...browser, webAddress(url)] as typeof browser) }),
  }
}
