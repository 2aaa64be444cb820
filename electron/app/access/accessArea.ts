/** Access: the credentials of a cloud as files and on the clipboard, and the way to its dashboard. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { cloudsYaml, openrc, type Project, terraformProvider } from '../../../provisioner/index.ts'
import type { Area } from '../area.ts'
import type { AppContext } from '../context.ts'
import type { CloudCredentials } from './cloudCredentials.ts'
import type { CloudProxies } from './cloudProxies.ts'
import { credentialText, masked } from './credentialTexts.ts'
import { saveSecret } from './saveSecret.ts'

type Requests = 'access.read' | 'access.copy' | 'access.save' | 'access.horizon'

/** @param proxies shared with the terminals; whoever made them ends them */
export function accessArea(
  { host, rooms }: Pick<AppContext, 'host' | 'rooms'>,
  credentialsOf: CloudCredentials,
  proxies: CloudProxies,
): Area<Requests> {
  const projectOf = (cloud: string) => async (): Promise<Project> => (await rooms.get(cloud)).project()
  return {
    requests: {
      'access.read': async ({ cloud, project }) => {
        const { credentials, name, reach } = await credentialsOf(cloud, project)
        const shown = masked(credentials)
        return {
          authUrl: credentials.authUrl,
          region: credentials.region ?? '',
          ...(credentials.kind === 'password'
            ? { user: credentials.user, project: credentials.project }
            : { user: 'application credential', project: '' }),
          clipboard: host.copy !== undefined,
          cloudsYaml: cloudsYaml(name, shown, reach),
          openrc: openrc(name, shown, reach),
          terraform: terraformProvider(name),
        }
      },
      'access.copy': async ({ cloud, project, what }) => {
        if (host.copy === undefined) throw noClipboard()
        await host.copy(await credentialText(await credentialsOf(cloud, project), what, projectOf(cloud)))
        return null
      },
      'access.save': async ({ cloud, file, project, replace, what }) => {
        const text = await credentialText(await credentialsOf(cloud, project), what, projectOf(cloud))
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

export function noClipboard(): StacksteadError {
  return new StacksteadError({
    code: 'invalid-input',
    message: 'This computer has no clipboard the app can write to.',
    remedy: 'Save it as a file instead.',
  })
}
