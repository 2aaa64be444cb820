/** Nova: instances. Its APIs, conductor, scheduler and console proxy; computes are a component of their own. */
import { urlOf } from '../addresses.ts'
import type { Component } from '../component.ts'
import { serviceAccount } from '../serviceAccount.ts'
import { isControl, novaConf } from './config.ts'
import { apiSteps, consoleSteps, controlPackages, databaseSteps, tableSteps, workerSteps } from './control.ts'
import { settings } from './settings.ts'

export const nova: Component = {
  id: 'nova',
  requires: ['mariadb'],
  settings,
  packages: (_cloud, machine) => [...new Set(controlPackages(machine))],
  phases: (context) => [
    {
      title: 'Prepare nova: databases and configuration',
      scope: 'cloud',
      steps: [
        ...databaseSteps(context),
        ...context.cloud.machines.filter(isControl).map((machine) => novaConf(context, machine)),
      ],
    },
    { title: 'Make the tables of nova', scope: 'cloud', steps: tableSteps(context) },
    serviceAccount(context, {
      user: 'nova',
      type: 'compute',
      title: 'OpenStack Compute',
      url: `${urlOf(context.cloud, 'nova-api')}/v2.1`,
    }),
    {
      title: 'Start nova',
      scope: 'cloud',
      requires: ['rabbitmq', 'memcached'],
      steps: [...workerSteps(context), ...apiSteps(context), ...consoleSteps(context)],
    },
  ],
  leaves: {
    paths: [
      '/etc/nova',
      '/var/lib/nova',
      '/var/log/nova',
      '/var/cache/nova',
      '/var/lock/nova',
      '/etc/default/nova-consoleproxy',
    ],
    units: [
      'nova-api.service',
      'nova-api-metadata.service',
      'nova-conductor.service',
      'nova-scheduler.service',
      'nova-novncproxy.service',
      'nova-serialproxy.service',
      'nova-spicehtml5proxy.service',
    ],
  },
}
