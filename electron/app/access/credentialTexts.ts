/** Credentials in each form they can be taken in. */
import { StacksteadError } from '../../../provisioner/core/errors.ts'
import { MASK, reveal, Secret } from '../../../provisioner/core/secret.ts'
import { accessKey, type Credentials, cloudsYaml, openrc, type Project } from '../../../provisioner/index.ts'
import type { NamedCredentials } from './cloudCredentials.ts'

export type Form = 'password' | 'clouds.yaml' | 'openrc' | 'ssh-key'

/**
 * With its secrets: for files of mode 0600 and the clipboard, never for the page.
 * @param project of a cloud of one's own: the key is made of its secrets
 */
export async function credentialText(
  { credentials, name, reach }: NamedCredentials,
  form: Form,
  project: () => Promise<Project>,
): Promise<string> {
  switch (form) {
    case 'password':
      if (credentials.kind === 'password') return reveal(credentials.password)
      throw new StacksteadError({
        code: 'invalid-input',
        message: `${name} is used with an application credential; the app has no password.`,
        remedy: 'Take clouds.yaml or openrc instead.',
      })
    case 'clouds.yaml':
      return cloudsYaml(name, credentials, reach)
    case 'openrc':
      return openrc(name, credentials, reach)
    case 'ssh-key':
      return reveal(accessKey((await project()).secrets).privateKey)
  }
}

/** The same, fit to be looked at. */
export function masked(credentials: Credentials): Credentials {
  const hidden = new Secret(MASK)
  return credentials.kind === 'password' ? { ...credentials, password: hidden } : { ...credentials, secret: hidden }
}
