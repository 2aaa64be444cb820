/** Hosts a person has named in ~/.ssh/config. */
import { homedir } from 'node:os'
import { join } from 'node:path'
import { LineType, type default as SSHConfig } from 'ssh-config'
import { settingsIn, sshConfig } from './sshConfigFile.ts'

export interface SshHost {
  /** The alias ssh is called with. */
  readonly alias: string
  readonly host: string
  readonly user?: string
  readonly port?: number
  readonly key?: string
  readonly jump?: string
}

/** In the file's order, included files in place; patterns name no host and are left out. No file means no hosts. */
export async function sshHosts(folder: string = join(homedir(), '.ssh')): Promise<readonly SshHost[]> {
  const config = await sshConfig(folder)
  return [...new Set(config.flatMap(namesOf))].map((alias) => hostOf(config, alias))
}

function hostOf(config: SSHConfig, alias: string): SshHost {
  const { hostName, user, port, identityFiles, proxyJump } = settingsIn(config, alias, undefined)
  const [key] = identityFiles
  return {
    alias,
    host: hostName,
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port }),
    ...(key === undefined ? {} : { key }),
    ...(proxyJump === undefined || proxyJump === 'none' ? {} : { jump: proxyJump }),
  }
}

/** Every plain name of a Host line. */
function namesOf(line: SSHConfig[number]): string[] {
  if (line.type !== LineType.DIRECTIVE || line.param.toLowerCase() !== 'host') return []
  const words = typeof line.value === 'string' ? line.value.split(/\s+/) : line.value.map(({ val }) => val)
  return words.filter((word) => word !== '' && !/[*?!]/.test(word))
}
