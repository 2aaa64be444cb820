/** Names of OpenStack's services as people say them. Pure. */

/** By the type in the catalogue (service-types authority). */
const NAMES: Readonly<Record<string, string>> = {
  identity: 'Identity (Keystone)',
  compute: 'Compute (Nova)',
  image: 'Images (Glance)',
  network: 'Networks (Neutron)',
  placement: 'Placement',
  volumev3: 'Volumes (Cinder)',
  'block-storage': 'Volumes (Cinder)',
  'object-store': 'Objects (Swift)',
  orchestration: 'Orchestration (Heat)',
  'load-balancer': 'Load balancers (Octavia)',
  dns: 'DNS (Designate)',
  'key-manager': 'Secrets (Barbican)',
}

export function apiName(type: string): string {
  return NAMES[type] ?? type
}
