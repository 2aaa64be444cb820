/** The command that starts a first instance, with the names deploying has given; a line for each option. Pure. */

/** Of provisioner/components/firstUse: test image, smallest flavor, networks, key pair, security group. */
const IMAGE = 'stackstead-test'
const FLAVOR = 'm1.nano'
const KEY = 'stackstead'
const GROUP = 'ssh-and-ping'

export type FirstNetwork = 'lan' | 'private'

export function createCommand(network: FirstNetwork): string {
  return [
    'openstack server create',
    `--image ${IMAGE}`,
    `--flavor ${FLAVOR}`,
    `--network ${network}`,
    `--key-name ${KEY}`,
    `--security-group ${GROUP}`,
    '--wait first',
  ].join(' \\\n  ')
}
