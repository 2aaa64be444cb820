/** Ready layers for lab machines: the packages each would get in a cloud of the given layout. */
import { packagesOf } from '../components/registry.ts'
import { type LayoutName, newCloudFile } from '../config/layouts.ts'
import { checkCloud } from '../config/parseCloud.ts'
import { writeCloudFile } from '../config/writeCloud.ts'

/** A name and the packages a machine starts with. */
interface Layer {
  readonly name: string
  readonly packages: readonly string[]
}

/** By machine, in the order controllers first. A layout that needs more machines than there are gives no layers. */
export function labLayers(machines: readonly string[], layout?: LayoutName): Readonly<Record<string, Layer>> {
  const chosen = layout ?? (machines.length === 1 ? 'all-in-one' : 'controller-and-computes')
  const file = newCloudFile({
    name: 'lab',
    layout: chosen,
    // Any addresses do: packages do not depend on them.
    machines: machines.map((name, index) => ({ name, address: `10.0.0.${index + 11}`, providerNic: 'enp2s0' })),
    networks: {
      management: { subnet: '10.0.0.0/24' },
      provider: { subnet: '10.0.1.0/24', gateway: '10.0.1.1', instances: '10.0.1.100-10.0.1.199' },
    },
  })
  const { cloud } = checkCloud(writeCloudFile(file))
  const found = cloud?.machines.map((machine): [string, Layer] => {
    // Of alternatives ("chrony | ntpsec") the first is what would be installed.
    const packages = packagesOf(cloud, machine).map((wish) => wish.split(' | ')[0] ?? wish)
    return [machine.name, { name: machine.name, packages: packages.sort() }]
  })
  return Object.fromEntries(found ?? [])
}
