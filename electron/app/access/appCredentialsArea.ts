/** Application credentials, made and put where programs find them in one go: nobody is ever told the secret again. */
import { errorData, StacksteadError } from '../../../provisioner/core/errors.ts'
import {
  type Credentials,
  clientBy,
  cloudsYaml,
  createApplicationCredential,
  openrc,
  perform,
  terraformProvider,
} from '../../../provisioner/index.ts'
import type { Area } from '../area.ts'
import type { AppHost } from '../host.ts'
import type { CloudClients } from '../running/cloudClients.ts'
import type { LiveCloud } from '../running/liveCloud.ts'
import { refusal } from '../running/refusal.ts'
import { touchedBy } from '../running/touched.ts'
import { noClipboard } from './accessArea.ts'
import type { CloudCredentials } from './cloudCredentials.ts'
import { saveSecret } from './saveSecret.ts'

export interface AppCredentialsParts {
  readonly host: AppHost
  readonly clients: CloudClients
  readonly live: LiveCloud
  readonly credentialsOf: CloudCredentials
}

export function appCredentialsArea(parts: AppCredentialsParts): Area<'appCredentials.create'> {
  const { clients, credentialsOf, host, live } = parts
  return {
    requests: {
      async 'appCredentials.create'({ cloud, form, project, to, ...fields }) {
        if (to.kind === 'clipboard' && host.copy === undefined) throw noClipboard()
        const { credentials, name, reach } = await credentialsOf(cloud, project)
        const { session } = await clients
          .of(cloud)
          .then(({ os, way }) => (project === undefined ? os : clientBy(way.fetch, credentials)))
          .catch((error: unknown) => {
            throw clients.worded(cloud, error)
          })
        const made = async () => {
          const { user } = await session.token()
          const { id, secret } = await createApplicationCredential(session, { ...fields, userId: user.id })
          return { id, secret, userId: user.id }
        }
        const { id, secret, userId } = await made().catch(async (error: unknown) => {
          const { roles } = await session.token().catch(() => ({ roles: [] }))
          throw clients.worded(cloud, refusal(error, { action: 'applicationCredential.create', roles }))
        })
        const { authUrl, interface: face, region } = credentials
        const own: Credentials = {
          kind: 'application-credential',
          authUrl,
          ...(region === undefined ? {} : { region }),
          ...(face === undefined ? {} : { interface: face }),
          credential: { id },
          secret,
        }
        try {
          const text = form === 'openrc' ? openrc(name, own, reach) : cloudsYaml(name, own, reach)
          const terraform = terraformProvider(name)
          if (to.kind === 'file') return { id, file: await saveSecret(to.file, text, to.replace), terraform }
          await host.copy?.(text)
          return { id, terraform }
        } catch (error) {
          // A credential whose secret nobody has is of no use, and one more that can be stolen.
          const target = { id, name: fields.name, userId }
          const isGone = await perform(session, 'applicationCredential.delete', target).then(
            () => true,
            () => false,
          )
          if (isGone) throw error
          const remedy = `The application credential ${fields.name}, whose secret is lost, could not be taken back; delete it.`
          throw new StacksteadError({ ...errorData(error), remedy }, { cause: error })
        } finally {
          live.touch(cloud, touchedBy('applicationCredential.create'))
        }
      },
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}
