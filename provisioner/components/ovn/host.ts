/** Open vSwitch and ovn-controller, on every machine that carries instances or routers. */
import type { CloudMachine } from '../../config/cloud.ts'
import type { Read } from '../../core/fact.ts'
import type { Step } from '../../core/step.ts'
import { renderTemplate } from '../../core/template.ts'
import { kernelDatapath } from '../../facts/openvswitch.ts'
import { configFile } from '../../steps/configFile.ts'
import { ovnConnected } from '../../steps/ovnConnected.ts'
import { datapathType, ovsBridge } from '../../steps/ovsBridge.ts'
import { ovsSettings } from '../../steps/ovsSettings.ts'
import { serviceRunning } from '../../steps/serviceRunning.ts'
import type { ComponentContext } from '../component.ts'
import { ovnAddress, PHYSICAL_NETWORK } from '../ovnAddress.ts'
import { networksScript, networksUnit, PROVIDER_BRIDGE, vswitchd } from './settings.ts'

const DROP_IN = '/etc/systemd/system/ovs-vswitchd.service.d/stackstead.conf'
const SCRIPT = '/usr/local/lib/stackstead/openvswitch-networks'
const UNIT = 'stackstead-openvswitch.service'

export function isOvnHost(machine: CloudMachine): boolean {
  return machine.parts.includes('nova-compute') || machine.parts.includes('ovn-gateway')
}

export function hostSteps(context: ComponentContext, machine: CloudMachine): Step[] {
  return [...switchSteps(context, machine), ...networkSteps(context, machine), ...controllerSteps(context, machine)]
}

/** Open vSwitch itself, with what ovs-vswitchd reads at its start only. */
function switchSteps({ texts }: ComponentContext, { name: machine }: CloudMachine): Step[] {
  return [
    configFile({
      id: `ovn/vswitchd@${machine}`,
      machine,
      path: DROP_IN,
      explains: 'How Open vSwitch treats large packets, which depends on whether the kernel or it moves them.',
      reads: [kernelDatapath],
      content: (read) => renderTemplate(vswitchd, texts, { userspace: !read(kernelDatapath) }),
    }),
    serviceRunning({
      id: `ovn/openvswitch@${machine}`,
      machine,
      unit: 'openvswitch-switch.service',
      explains: 'The virtual switch instances are plugged into.',
      packages: ['openvswitch-switch'],
    }),
    serviceRunning({
      id: `ovn/ovs-vswitchd@${machine}`,
      machine,
      unit: 'ovs-vswitchd.service',
      explains: 'Moves the packets.',
      files: [DROP_IN],
      packages: ['openvswitch-switch'],
    }),
  ]
}

/** The provider network's card and, without the kernel's datapath, the tunnel bridge; both again after every boot. */
function networkSteps({ texts }: ComponentContext, machine: CloudMachine): Step[] {
  const { name, providerNic, tunnel, management } = machine
  const at = { machine: name }
  const script = (read: Read) =>
    renderTemplate(networksScript, texts, { userspace: !read(kernelDatapath), tunnel, providerNic: providerNic ?? '' })
  const bridge =
    providerNic === undefined
      ? []
      : [
          ovsBridge({
            ...at,
            id: `ovn/${PROVIDER_BRIDGE}@${name}`,
            bridge: PROVIDER_BRIDGE,
            nic: providerNic,
            management,
            explains: 'Through this bridge instances and floating IPs reach the provider network.',
          }),
        ]
  return [
    ...bridge,
    configFile({
      ...at,
      id: `ovn/networks-script@${name}`,
      path: SCRIPT,
      explains: 'Brings up what Open vSwitch does not keep over a restart: link state, and tunnels in userspace.',
      reads: [kernelDatapath],
      content: script,
      meta: { owner: 'root', group: 'root', mode: 0o755 },
    }),
    configFile({
      ...at,
      id: `ovn/networks-unit@${name}`,
      path: `/etc/systemd/system/${UNIT}`,
      explains: 'Runs that script whenever Open vSwitch has started.',
      content: renderTemplate(networksUnit, texts, { script: SCRIPT }),
    }),
    serviceRunning({
      ...at,
      id: `ovn/networks@${name}`,
      unit: UNIT,
      explains: 'The provider card is up and tunnels find their way, now and after a reboot.',
      files: [SCRIPT, `/etc/systemd/system/${UNIT}`],
    }),
  ]
}

function controllerSteps({ cloud }: ComponentContext, machine: CloudMachine): Step[] {
  const { name, providerNic } = machine
  const address = ovnAddress(cloud)
  const central = `${address.central}:${address.southbound}`
  return [
    ovsSettings({
      id: `ovn/settings@${name}`,
      machine: name,
      explains: "Where OVN's database is, the address tunnels use, and which bridge leads to the provider network.",
      manager: 'ptcp:6640:127.0.0.1',
      reads: [kernelDatapath],
      externalIds: (read) => ({
        hostname: name,
        'ovn-remote': `tcp:${central}`,
        'ovn-encap-type': 'geneve',
        'ovn-encap-ip': machine.tunnel,
        'ovn-bridge-datapath-type': datapathType(read(kernelDatapath)),
        'ovn-bridge-mappings': providerNic === undefined ? undefined : `${PHYSICAL_NETWORK}:${PROVIDER_BRIDGE}`,
        'ovn-cms-options': machine.parts.includes('ovn-gateway') ? 'enable-chassis-as-gw' : undefined,
      }),
    }),
    serviceRunning({
      id: `ovn/ovn-controller@${name}`,
      machine: name,
      unit: 'ovn-controller.service',
      explains: "Turns OVN's flows into those of this machine's switch.",
      packages: ['ovn-host'],
    }),
    serviceRunning({
      id: `ovn/ovn-host@${name}`,
      machine: name,
      unit: 'ovn-host.service',
      explains: 'Brings ovn-controller up at boot.',
    }),
    ovnConnected({ id: `ovn/connected@${name}`, machine: name, central }),
  ]
}
