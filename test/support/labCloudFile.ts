/** The cloud.yaml of a lab: what the demo writes, with the lab's own addresses. */
import { type LayoutName, newCloudFile } from '../../provisioner/config/layouts.ts'
import { writeCloudFile } from '../../provisioner/config/writeCloud.ts'
import type { LabState } from '../../provisioner/lab/index.ts'

/** @param names the machines the cloud begins with; default all of the lab */
export function labCloudFile(lab: LabState, layout: LayoutName, names?: readonly string[]): string {
  const { management, provider } = lab.networks
  const lan = provider.subnet.replace(/\.0\/24$/, '')
  return writeCloudFile(
    newCloudFile({
      name: lab.name,
      layout,
      machines: lab.machines
        .filter((machine) => names === undefined || names.includes(machine.name))
        .map(({ name, management: address, nics }) => ({
          name,
          address,
          user: lab.user,
          key: lab.sshKey,
          providerNic: nics.provider,
        })),
      networks: {
        management: { subnet: management.subnet },
        provider: { subnet: provider.subnet, gateway: provider.gateway, instances: `${lan}.100-${lan}.199` },
      },
      // Lab machines share this computer's clock: a daemon in one would set it for all.
      settings: { base: { time_sync: false } },
    }),
  )
}
