/** OVN's databases and northd, on the one machine that runs ovn-central. */
import { machineOf } from '../../config/cloud.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate } from '../../core/template.ts'
import { configFile } from '../../steps/configFile.ts'
import { serviceAnswers } from '../../steps/serviceAnswers.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import { afterNetwork, afterNetworkPath } from '../afterNetwork.ts'
import type { ComponentContext } from '../component.ts'
import { OVN_PORTS } from '../ovnAddress.ts'
import { central } from './settings.ts'

const DEFAULTS = '/etc/default/ovn-central'

/** ovn-ctl's own option makes the listener, so that it is there after every start without a word in the database. */
export function centralSteps({ cloud, texts }: ComponentContext): Step[] {
  const { name: machine, management } = machineOf(cloud, 'ovn-central')
  const databases = [
    { unit: 'ovn-ovsdb-server-nb.service', port: OVN_PORTS.northbound, what: 'what networks should be' },
    { unit: 'ovn-ovsdb-server-sb.service', port: OVN_PORTS.southbound, what: 'which flows every machine needs' },
  ]
  return [
    configFile({
      id: `ovn/central-default@${machine}`,
      machine,
      path: DEFAULTS,
      explains: `Makes OVN's databases listen on ${management} only.`,
      content: renderTemplate(central, texts, { address: management, ...OVN_PORTS }),
    }),
    ...databases.flatMap(({ unit, what }) => [
      afterNetwork(texts, { component: 'ovn', machine, unit }),
      serviceRunning({
        id: `ovn/${unit}@${machine}`,
        machine,
        unit,
        explains: `Keeps ${what}.`,
        files: [DEFAULTS, afterNetworkPath(unit)],
        packages: ['ovn-central', 'openvswitch-common'],
      }),
    ]),
    serviceRunning({
      id: `ovn/ovn-northd@${machine}`,
      machine,
      unit: 'ovn-northd.service',
      explains: 'Turns networks and routers into flows.',
      packages: ['ovn-central'],
    }),
    serviceRunning({
      id: `ovn/ovn-central@${machine}`,
      machine,
      unit: 'ovn-central.service',
      explains: "Brings OVN's databases and ovn-northd up at boot.",
    }),
    ...databases.map(({ unit, port, what }) =>
      serviceAnswers({
        id: `ovn/${unit}-answers@${machine}`,
        machine,
        what: `the database of ${what}`,
        address: { host: management, port },
        unit,
      }),
    ),
  ]
}
