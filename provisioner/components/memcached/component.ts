/** Memcached: remembers tokens that were checked a moment ago, and the dashboard's sessions. */
import { z } from 'zod'
import { machineOf } from '../../config/cloud.ts'
import { renderTemplate, type Template } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { serviceAnswers } from '../../steps/serviceAnswers.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { PORTS } from '../addresses.ts'
import { afterNetwork, afterNetworkPath } from '../afterNetwork.ts'
import { type Component, settingsOf } from '../component.ts'

const settings = z.strictObject({
  memory: z
    .int()
    .min(16)
    .default(64)
    .describe('MiB of memory for what is cached. Source: memcached(1), option -m (default 64).'),
})

const config: Template<{ address: string; port: number; memory: number }> = {
  path: 'memcached/memcached.conf.liquid',
  format: 'text',
  schema: z.object({ address: z.ipv4(), port: z.int(), memory: z.int() }),
}

const CONF = '/etc/memcached.conf'
const UNIT = 'memcached.service'

export const memcached: Component = {
  id: 'memcached',
  requires: [],
  settings,
  turn: 'first',
  packages: (_cloud, machine) => (machine.parts.includes('memcached') ? ['memcached'] : []),
  phases: ({ cloud, texts }) => {
    const { name, management } = machineOf(cloud, 'memcached')
    const { memory } = settingsOf(cloud, 'memcached', settings)
    return [
      {
        title: 'Run memcached',
        scope: 'cloud',
        steps: [
          configFile({
            id: `memcached/config@${name}`,
            machine: name,
            path: CONF,
            explains: 'Makes the cache listen on the management address only: it asks nobody for a password.',
            content: renderTemplate(config, texts, { address: management, port: PORTS.memcached, memory }),
          }),
          afterNetwork(texts, { component: 'memcached', machine: name, unit: UNIT }),
          serviceRunning({
            id: `memcached/service@${name}`,
            machine: name,
            unit: UNIT,
            explains: 'Without it every request would make keystone check the same token again.',
            files: [CONF, afterNetworkPath(UNIT)],
            packages: ['memcached'],
          }),
          serviceAnswers({
            id: `memcached/answers@${name}`,
            machine: name,
            what: 'the cache',
            address: { host: management, port: PORTS.memcached },
            unit: UNIT,
          }),
        ],
      },
    ]
  },
  leaves: { paths: [CONF, '/var/log/memcached.log', '/run/memcached'], units: [UNIT] },
}
