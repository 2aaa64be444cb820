/** Credentials as the openstack client reads them: clouds.yaml and openrc. Pure; the only place that writes a password out. */
import { quote } from '../core/command.ts'
import { reveal } from '../core/secret.ts'
import type { Credentials } from '../openstack/credentials.ts'

const DOMAIN = 'Default'

function head(cloud: string): string[] {
  return [
    `# The administrator of the cloud ${cloud}, written by Stackstead. Keep this file to yourself (mode 0600).`,
    '# The APIs listen on the management network only. From a computer that is not on it, run "stackstead api"',
    '# in another terminal and set http_proxy as it says.',
  ]
}

/** Every value is quoted as JSON, which YAML reads. */
export function cloudsYaml(cloud: string, credentials: Credentials): string {
  const { authUrl, user, password, project, region } = credentials
  const text = (value: string): string => JSON.stringify(value)
  return [
    ...head(cloud),
    'clouds:',
    `  ${text(cloud)}:`,
    '    auth:',
    `      auth_url: ${text(authUrl)}`,
    `      username: ${text(user)}`,
    `      password: ${text(reveal(password))}`,
    `      project_name: ${text(project)}`,
    `      user_domain_name: ${text(credentials.userDomain ?? DOMAIN)}`,
    `      project_domain_name: ${text(credentials.projectDomain ?? DOMAIN)}`,
    `    region_name: ${text(region)}`,
    '    identity_api_version: 3',
    '',
  ].join('\n')
}

/** For POSIX shells. */
export function openrc(cloud: string, credentials: Credentials): string {
  const values = {
    OS_AUTH_URL: credentials.authUrl,
    OS_USERNAME: credentials.user,
    OS_PASSWORD: reveal(credentials.password),
    OS_PROJECT_NAME: credentials.project,
    OS_USER_DOMAIN_NAME: credentials.userDomain ?? DOMAIN,
    OS_PROJECT_DOMAIN_NAME: credentials.projectDomain ?? DOMAIN,
    OS_REGION_NAME: credentials.region,
    OS_IDENTITY_API_VERSION: '3',
  }
  const lines = Object.entries(values).map(([name, value]) => `export ${name}=${quote(value)}`)
  return [...head(cloud), ...lines, ''].join('\n')
}
