/** Nova: instances. Its APIs, conductor, scheduler and console proxy; computes are a component of their own. */

import type { Phase } from '../../core/step.ts'
import { urlOf } from '../addresses.ts'
import type { Component } from '../component.ts'
import { serviceAccount } from '../serviceAccount.ts'
import { isControl, novaConf } from './config.ts'
import { apiSteps, consoleSteps, controlPackages, metadataSteps, unwantedConsoles, workerStep } from './control.ts'
import { settings } from './settings.ts'
import { databaseSteps, tablePhases } from './tables.ts'

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
    {
      title: 'Leave out the console proxies of other kinds',
      scope: 'cloud',
      beside: true,
      steps: unwantedConsoles(context),
    },
    ...tablePhases(context),
    serviceAccount(context, {
      user: 'nova',
      type: 'compute',
      title: 'OpenStack Compute',
      url: `${urlOf(context.cloud, 'nova-api')}/v2.1`,
    }),
    ...together([
      { title: 'Start the conductor of nova', steps: [workerStep(context, 'nova-conductor')] },
      { title: 'Start the scheduler of nova', steps: [workerStep(context, 'nova-scheduler')] },
      { title: 'Start the compute API', steps: apiSteps(context) },
      { title: 'Start the metadata service', steps: metadataSteps(context) },
      { title: 'Start the console proxy', steps: consoleSteps(context) },
    ]),
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

/** Nova's programs need one another only when there is something to do, so none waits for another to start. */
function together(phases: readonly Pick<Phase, 'title' | 'steps'>[]): Phase[] {
  return phases.map((phase, index) => ({
    ...phase,
    scope: 'cloud',
    requires: ['rabbitmq', 'memcached'],
    beside: index > 0,
  }))
}
