/** Access: the credentials of a cloud as files and on the clipboard, and the way to its dashboard. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { MASK, Secret } from '../../../provisioner/core/secret.ts'
import { adminCredentials, cloudsYaml, openrc, type Project } from '../../../provisioner/index.ts'
import type { Area } from '../area.ts'
import type { AppContext } from '../context.ts'
import type { CloudProxies } from './cloudProxies.ts'
import { credentialText } from './credentialTexts.ts'
import { saveSecret } from './saveSecret.ts'

type Requests = 'access.read' | 'access.copy' | 'access.save' | 'access.horizon'

/** @param proxies shared with the terminals; whoever made them ends them */
export function accessArea({ host, rooms }: AppContext, proxies: CloudProxies): Area<Requests> {
  const projectOf = async (cloud: string): Promise<Project> => (await rooms.get(cloud)).project()
  return {
    requests: {
      'access.read': async ({ cloud }) => {
        const project = await projectOf(cloud)
        const { password: _hidden, ...seen } = adminCredentials(project)
        const { authUrl, project: inProject, region, user } = seen
        const masked = { ...seen, password: new Secret(MASK) }
        const { name } = project.cloud
        const clipboard = host.copy !== undefined
        const texts = { cloudsYaml: cloudsYaml(name, masked), openrc: openrc(name, masked) }
        return { authUrl, region, user, project: inProject, clipboard, ...texts }
      },
      'access.copy': async ({ cloud, what }) => {
        if (host.copy === undefined) throw noClipboard()
        await host.copy(credentialText(await projectOf(cloud), what))
        return null
      },
      'access.save': async ({ cloud, file, replace, what }) => {
        const text = credentialText(await projectOf(cloud), what)
        return { file: await saveSecret(file, text, replace) }
      },
      'access.horizon': async ({ cloud }) => {
        const url = `${await proxies.open(cloud)}/horizon/`
        await host.openExternal?.(url)
        return { url }
      },
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}

function noClipboard(): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: 'This computer has no clipboard the app can write to.',
    remedy: 'Save it as a file instead.',
  })
}
