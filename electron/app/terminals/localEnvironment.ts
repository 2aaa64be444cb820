/** The environment of a local shell in which the openstack client works at once: no secret is in it, only where they are. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { errorData } from '../../../provisioner/core/errors.ts'
import { adminCredentials, cloudsYaml, privateFolder, writeWhole } from '../../../provisioner/index.ts'
import type { CloudProxies } from '../access/cloudProxies.ts'
import type { CloudRooms } from '../clouds/room.ts'
import type { Environment } from './localShell.ts'

export interface LocalEnvironment {
  readonly env: Environment
  /** What the person should know before the first prompt; one sentence each. */
  readonly notes: readonly string[]
}

/** @param folder where the file with the credentials is kept, mode 0600 */
export async function localEnvironment(
  cloud: string,
  folder: string,
  { proxies, rooms }: { readonly proxies: CloudProxies; readonly rooms: Pick<CloudRooms, 'get'> },
): Promise<LocalEnvironment> {
  const own = ownEnvironment(process.env)
  try {
    const room = await rooms.get(cloud)
    const project = await room.project()
    const file = join(folder, `${cloud}.yaml`)
    await privateFolder(folder)
    await writeWhole(file, cloudsYaml(project.cloud.name, adminCredentials(project)), 0o600)
    const added = {
      OS_CLIENT_CONFIG_FILE: file,
      OS_CLOUD: project.cloud.name,
      http_proxy: await proxies.open(cloud),
      no_proxy: [own.no_proxy, 'localhost,127.0.0.1,::1'].filter(Boolean).join(','),
    }
    const missing = 'The openstack client is not installed on this computer: sudo apt install python3-openstackclient'
    return { env: { ...own, ...added }, notes: has('openstack', own.PATH) ? [] : [missing] }
  } catch (error) {
    const { message } = errorData(error)
    return { env: own, notes: [`This shell has no credentials of ${cloud}. ${message}`] }
  }
}

/** Without what would name another cloud, and without what is for the app's own process. */
function ownEnvironment(all: Environment): Environment {
  const others = Object.entries(all).filter(([name]) => !/^(OS_|ELECTRON_|NODE_OPTIONS$)/.test(name))
  return { ...Object.fromEntries(others), TERM: 'xterm-256color', COLORTERM: 'truecolor' }
}

function has(program: string, path = ''): boolean {
  return path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)))
}
