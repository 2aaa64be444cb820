/** The dashboard's files: where Apache listens, how it runs Horizon, and whom Horizon asks. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import type { Secret } from '../../core/secret.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { addressOf, keystoneUrl, PORTS } from '../addresses.ts'
import type { ComponentContext } from '../component.ts'
import { secretValue } from '../secretValue.ts'

const LISTEN = '/etc/apache2/ports.conf'
/**
 * The three sites Debian's packages enable are given other contents instead of being disabled: their maintainer scripts
 * enable them again at each upgrade.
 */
const SITE = '/etc/apache2/sites-available/openstack-dashboard-alias-only.conf'
const DEFAULT_SITE = '/etc/apache2/sites-available/000-default.conf'
const TLS_SITE = '/etc/apache2/sites-available/default-ssl.conf'
/** Sorted after Debian's own snippets, so that it wins over them. */
const SETTINGS = '/etc/openstack-dashboard/local_settings.d/_1000_stackstead.py'

/** What Apache and Horizon read at their start. */
export const FILES: readonly string[] = [LISTEN, SITE, DEFAULT_SITE, TLS_SITE, SETTINGS]

interface Place {
  readonly address: string
  readonly port: number
}
const place = z.object({ address: z.ipv4(), port: z.int() })
const listen: Template<Place> = { path: 'horizon/ports.conf.liquid', format: 'text', schema: place }
const site: Template<Place> = { path: 'horizon/site.conf.liquid', format: 'text', schema: place }
const emptySite: Template<Record<string, never>> = {
  path: 'horizon/emptySite.conf.liquid',
  format: 'text',
  schema: z.object({}),
}

interface Settings {
  readonly hosts: readonly string[]
  readonly keystoneAddress: string
  readonly keystoneUrl: string
  readonly region: string
  readonly memcached: string
  readonly secretKey: Secret
  readonly sessionTimeout: number
  readonly timeZone: string
}

const localSettings: Template<Settings> = {
  path: 'horizon/localSettings.py.liquid',
  format: 'text',
  schema: z.object({
    hosts: z.array(z.string()).readonly(),
    keystoneAddress: z.ipv4(),
    keystoneUrl: z.url(),
    region: z.string(),
    memcached: z.string(),
    secretKey: secretValue,
    sessionTimeout: z.int(),
    timeZone: z.string(),
  }),
}

export interface HorizonSettings {
  readonly allowed_hosts: readonly string[]
  readonly session_timeout: number
  readonly time_zone: string
}

export function horizonFiles({ cloud, secrets, texts }: ComponentContext, chosen: HorizonSettings): Step[] {
  const { name: machine, management } = machineOf(cloud, 'horizon')
  const at: Place = { address: management, port: PORTS.horizon }
  const values: Settings = {
    // localhost: the app and `stackstead` reach the dashboard through ssh, by a port of the person's own computer.
    hosts: [management, machine, 'localhost', '127.0.0.1', ...chosen.allowed_hosts],
    keystoneAddress: addressOf(cloud, 'keystone'),
    keystoneUrl: keystoneUrl(cloud),
    region: cloud.region,
    memcached: `${addressOf(cloud, 'memcached')}:${PORTS.memcached}`,
    secretKey: secrets.get('horizon/secret-key'),
    sessionTimeout: chosen.session_timeout,
    timeZone: chosen.time_zone,
  }
  const file = (what: string, path: string, explains: string) => ({
    id: `horizon/${what}@${machine}`,
    machine,
    path,
    explains,
  })
  return [
    configFile({
      ...file('listen', LISTEN, 'Makes Apache listen on the management address only.'),
      content: renderTemplate(listen, texts, at),
    }),
    configFile({
      ...file('site', SITE, 'Tells Apache to run the dashboard below /horizon, in a process of its own.'),
      content: renderTemplate(site, texts, at),
    }),
    configFile({
      ...file('default-site', DEFAULT_SITE, "Apache's page of a fresh installation is not served."),
      content: renderTemplate(emptySite, texts, {}),
    }),
    configFile({
      ...file('tls-site', TLS_SITE, 'The dashboard package enables this site without the TLS module it needs.'),
      content: renderTemplate(emptySite, texts, {}),
    }),
    configFile({
      ...file('settings', SETTINGS, 'Where the dashboard finds keystone and keeps its sessions.'),
      content: renderTemplate(localSettings, texts, values),
      meta: { owner: 'root', group: 'www-data', mode: 0o640 },
    }),
  ]
}
