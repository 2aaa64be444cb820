/** Credentials as other tools read them: clouds.yaml, openrc, Terraform. Pure; the only place that writes a secret out. */
import { quoted } from '../actions/hcl.ts'
import { quote } from '../core/command.ts'
import { reveal } from '../core/secret.ts'
import type { Credentials, IdOrName } from '../openstack/credentials.ts'

/** Keystone's first domain, by its name. */
const DEFAULT: IdOrName = { name: 'Default' }

/** How programs reach the APIs: through ssh, as those of Stackstead's own clouds, or straight. */
export type Reach = 'ssh' | 'direct'

function head(cloud: string, reach: Reach): string[] {
  const first = `# Access to the cloud ${cloud}, written by Stackstead. Keep this file to yourself (mode 0600).`
  if (reach === 'direct') return [first]
  return [
    first,
    '# The APIs listen on the management network only. From a computer that is not on it, run "stackstead api"',
    '# in another terminal and set http_proxy as it says.',
  ]
}

/** Every value is quoted as JSON, which YAML reads. */
export function cloudsYaml(cloud: string, credentials: Credentials, reach: Reach = 'ssh'): string {
  const text = (value: string): string => JSON.stringify(value)
  return [
    ...head(cloud, reach),
    'clouds:',
    `  ${text(cloud)}:`,
    ...(credentials.kind === 'password' ? [] : ['    auth_type: v3applicationcredential']),
    '    auth:',
    ...Object.entries(authOf(credentials)).map(([key, value]) => `      ${key}: ${text(value)}`),
    ...(credentials.region === undefined ? [] : [`    region_name: ${text(credentials.region)}`]),
    '    identity_api_version: 3',
    '',
  ].join('\n')
}

/** For POSIX shells. */
export function openrc(cloud: string, credentials: Credentials, reach: Reach = 'ssh'): string {
  const values = {
    ...(credentials.kind === 'password' ? {} : { auth_type: 'v3applicationcredential' }),
    ...authOf(credentials),
    ...(credentials.region === undefined ? {} : { region_name: credentials.region }),
    identity_api_version: '3',
  }
  const lines = Object.entries(values).map(([name, value]) => `export OS_${name.toUpperCase()}=${quote(value)}`)
  return [...head(cloud, reach), ...lines, ''].join('\n')
}

/** The provider's block for an entry of clouds.yaml: a .tf file is no place for a password. */
export function terraformProvider(cloud: string): string {
  return [
    'terraform {',
    '  required_providers {',
    '    openstack = {',
    '      source = "terraform-provider-openstack/openstack"',
    '    }',
    '  }',
    '}',
    '',
    'provider "openstack" {',
    `  cloud = ${quoted(cloud)}`,
    '}',
    '',
  ].join('\n')
}

/** Keys of clouds.yaml's `auth`; OS_* variables are the same in capitals. */
function authOf(credentials: Credentials): Readonly<Record<string, string>> {
  const auth_url = credentials.authUrl
  if (credentials.kind === 'password') {
    const { password, project, projectDomain = DEFAULT, projectId, user, userDomain = DEFAULT, userId } = credentials
    return {
      auth_url,
      ...(userId === undefined ? { username: user } : { user_id: userId }),
      password: reveal(password),
      ...(projectId === undefined ? { project_name: project } : { project_id: projectId }),
      ...(userId === undefined ? named('user_domain', userDomain) : {}),
      ...(projectId === undefined ? named('project_domain', projectDomain) : {}),
    }
  }
  const { credential, secret } = credentials
  const who =
    'id' in credential
      ? { application_credential_id: credential.id }
      : {
          application_credential_name: credential.name,
          ...('id' in credential.user
            ? { user_id: credential.user.id }
            : { username: credential.user.name, ...named('user_domain', credential.userDomain ?? DEFAULT) }),
        }
  return { auth_url, ...who, application_credential_secret: reveal(secret) }
}

function named(key: string, thing: IdOrName): Record<string, string> {
  return 'id' in thing ? { [`${key}_id`]: thing.id } : { [`${key}_name`]: thing.name }
}
