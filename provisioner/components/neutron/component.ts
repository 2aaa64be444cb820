/** Neutron: networks, subnets, routers, security groups and floating IPs, kept in OVN. */
import { machineOf } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import { databaseSync } from '../../steps/databaseSync.ts'
import { mysqlDatabase } from '../../steps/mysqlDatabase.ts'
import { urlOf } from '../addresses.ts'
import type { Component } from '../component.ts'
import { serviceAccount } from '../serviceAccount.ts'
import { CONF, isAgent, isServer, ML2, metadataAgentConf, ml2Conf, neutronConf } from './files.ts'
import { namespaceRemoval } from './removal.ts'
import { agentSteps, apiSteps, workerSteps } from './services.ts'
import { settings } from './settings.ts'

const MIGRATIONS = '/usr/lib/python3/dist-packages/neutron/db/migration/alembic_migrations/versions'

// The OVN driver asks OVN's databases for their schema with ovsdb-client, which no package of Neutron depends on.
const PACKAGES = {
  'neutron-api': ['neutron-api', 'openvswitch-common', 'python3-pymysql', 'python3-memcache'],
  'neutron-workers': [
    'neutron-rpc-server',
    'neutron-ovn-maintenance-worker',
    'neutron-periodic-workers',
    'openvswitch-common',
    'python3-pymysql',
    'python3-memcache',
  ],
  // haproxy carries the agent's answers and is a dependency nobody declares.
  'neutron-ovn-metadata-agent': ['neutron-ovn-metadata-agent', 'haproxy'],
} as const

export const neutron: Component = {
  id: 'neutron',
  requires: ['mariadb'],
  settings,
  packages: (_cloud, machine) =>
    Object.entries(PACKAGES).flatMap(([part, names]) => (machine.parts.some((one) => one === part) ? names : [])),
  phases: (context) => {
    const { cloud, secrets } = context
    const databaseMachine = machineOf(cloud, 'mariadb').name
    const machine = machineOf(cloud, 'neutron-api').name
    return [
      {
        title: 'Prepare neutron: database and configuration',
        scope: 'cloud',
        steps: [
          mysqlDatabase({
            id: `neutron/database@${databaseMachine}`,
            machine: databaseMachine,
            database: 'neutron',
            user: 'neutron',
            password: secrets.get('neutron/database'),
            explains: 'Keeps networks, subnets, ports, routers and security groups.',
          }),
          ...cloud.machines.filter(isServer).flatMap((one) => [neutronConf(context, one), ml2Conf(context, one)]),
        ],
      },
      {
        title: 'Make the tables of neutron',
        scope: 'cloud',
        steps: [
          databaseSync({
            id: `neutron/sync@${machine}`,
            machine,
            database: 'neutron',
            config: CONF,
            migrations: [MIGRATIONS],
            sync: sh`runuser -u neutron -- neutron-db-manage --config-file ${CONF} --config-file ${ML2} upgrade heads`,
            explains: 'Creates the tables of networks, ports and routers.',
          }),
        ],
      },
      serviceAccount(context, {
        user: 'neutron',
        type: 'network',
        title: 'OpenStack Networking',
        url: urlOf(cloud, 'neutron-api'),
      }),
      {
        title: 'Start neutron',
        scope: 'cloud',
        requires: ['ovn', 'rabbitmq', 'memcached'],
        steps: [...apiSteps(context), ...workerSteps(context)],
      },
      {
        title: 'Start the metadata agents',
        scope: 'machine',
        // They speak with OVN alone.
        beside: true,
        requires: ['ovn'],
        steps: cloud.machines
          .filter(isAgent)
          .flatMap((one) => [
            ...(isServer(one) ? [] : [neutronConf(context, one)]),
            metadataAgentConf(context, one),
            ...agentSteps(one),
          ]),
      },
    ]
  },
  removal: (machine) => (isAgent(machine) ? namespaceRemoval(machine) : []),
  leaves: {
    paths: [
      '/etc/neutron',
      '/var/lib/neutron',
      '/var/log/neutron',
      '/var/cache/neutron',
      '/var/lock/neutron',
      '/var/lib/haproxy',
      '/etc/haproxy',
      '/etc/default/neutron-server',
    ],
    units: [
      'neutron-api.service',
      'neutron-rpc-server.service',
      'neutron-ovn-maintenance-worker.service',
      'neutron-periodic-workers.service',
      'neutron-ovn-metadata-agent.service',
    ],
  },
}
