/** Horizon: the web dashboard, run by Apache on the management address. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import { serviceAnswers } from '../../steps/serviceAnswers.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { PORTS } from '../addresses.ts'
import { afterNetwork, afterNetworkPath } from '../afterNetwork.ts'
import { type Component, settingsOf } from '../component.ts'
import { FILES, horizonFiles } from './files.ts'

const settings = z.strictObject({
  allowed_hosts: z
    .array(z.hostname())
    .default([])
    .describe(
      "Further names the dashboard is called by, besides its machine's. Source: Django settings, ALLOWED_HOSTS (default none).",
    ),
  session_timeout: z
    .int()
    .min(300)
    .default(3600)
    .describe(
      'Seconds after which a person must log in again. Source: Horizon settings reference, SESSION_TIMEOUT (default 3600).',
    ),
  time_zone: z
    .string()
    .regex(/^[A-Za-z0-9_+/-]+$/, 'must be a name like Europe/Vienna')
    .default('UTC')
    .describe("The dashboard's time zone. Source: Django settings, TIME_ZONE (Horizon's default: UTC)."),
})

const UNIT = 'apache2.service'

export const horizon: Component = {
  id: 'horizon',
  // Whoever logs in to it is known there.
  requires: ['memcached', 'keystone'],
  settings,
  turn: 'last',
  packages: (_cloud, machine) =>
    machine.parts.includes('horizon')
      ? ['openstack-dashboard', 'openstack-dashboard-apache', 'apache2', 'python3-pymemcache']
      : [],
  phases: (context) => {
    const { name: machine, management } = machineOf(context.cloud, 'horizon')
    return [
      {
        title: 'Run the dashboard',
        scope: 'cloud',
        steps: [
          ...horizonFiles(context, settingsOf(context.cloud, 'horizon', settings)),
          afterNetwork(context.texts, { component: 'horizon', machine, unit: UNIT }),
          serviceRunning({
            id: `horizon/service@${machine}`,
            machine,
            unit: UNIT,
            explains: 'Apache serves the dashboard.',
            files: [...FILES, afterNetworkPath(UNIT)],
            packages: ['apache2', 'libapache2-mod-wsgi-py3', 'openstack-dashboard', 'python3-django-horizon'],
          }),
          serviceAnswers({
            id: `horizon/answers@${machine}`,
            machine,
            what: 'the dashboard',
            address: { host: management, port: PORTS.horizon, path: '/horizon/auth/login/' },
            unit: UNIT,
          }),
        ],
      },
    ]
  },
  leaves: {
    paths: [
      '/etc/openstack-dashboard',
      '/usr/lib/python3/dist-packages/openstack_dashboard',
      '/var/lib/apache2',
      '/var/lib/horizon',
      '/var/lib/openstack-dashboard',
    ],
    units: [UNIT],
  },
}
