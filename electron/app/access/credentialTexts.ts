/** The administrator's credentials in each form they can be taken in. */
import { reveal } from '../../../provisioner/core/secret.ts'
import { accessKey, adminCredentials, cloudsYaml, openrc, type Project } from '../../../provisioner/index.ts'

export type Form = 'password' | 'clouds.yaml' | 'openrc' | 'ssh-key'

/** With its secrets: for files of mode 0600 and the clipboard, never for the page. */
export function credentialText(project: Project, form: Form): string {
  const credentials = adminCredentials(project)
  switch (form) {
    case 'password':
      return reveal(credentials.password)
    case 'clouds.yaml':
      return cloudsYaml(project.cloud.name, credentials)
    case 'openrc':
      return openrc(project.cloud.name, credentials)
    case 'ssh-key':
      return reveal(accessKey(project.secrets).privateKey)
  }
}
