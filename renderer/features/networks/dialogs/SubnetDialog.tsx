/** A subnet more for a network, or one changed. */
import { useState } from 'react'
import type { Network, Subnet } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { twinsOf } from '../../../ui/twinRows.ts'
import type { DialogProps } from './asked.ts'
import { NEW_SUBNET, type SubnetFields, subnetChange, subnetInput } from './fields.ts'
import { SubnetFieldset } from './SubnetFieldset.tsx'

export function NewSubnetDialog({ cloud, network, onClose }: DialogProps & { readonly network: Network }) {
  const [fields, setFields] = useState(NEW_SUBNET)
  return (
    <ActionDialog
      cloud={cloud}
      title={`New subnet of ${isolated(network.name)}`}
      submit="Create the subnet"
      size={560}
      steps={[{ action: 'subnet.create', input: { networkId: network.id, ...subnetInput(fields) } }]}
      mark={{ ids: [network.id], words: 'Adding a subnet' }}
      onClose={onClose}
    >
      {(problem) => <SubnetFieldset legend="Subnet" fields={fields} onChange={setFields} problem={problem} />}
    </ActionDialog>
  )
}

export function EditSubnetDialog({ cloud, subnet, onClose }: DialogProps & { readonly subnet: Subnet }) {
  const [fields, setFields] = useState<SubnetFields>({
    name: subnet.name,
    cidr: subnet.cidr,
    gateway: subnet.gateway ?? '',
    hasGateway: subnet.gateway !== undefined,
    hasDhcp: subnet.hasDhcp,
    dns: subnet.dns,
    pool: subnet.pools.map(({ first, last }) => `${first}-${last}`).join(', '),
    routes: twinsOf(subnet.hostRoutes.map(({ destination, nextHop }) => [destination, nextHop])),
    ipv6Mode: undefined,
  })
  return (
    <ActionDialog
      cloud={cloud}
      title={`Change ${isolated(subnet.name)}`}
      submit="Save"
      size={560}
      steps={[{ action: 'subnet.update', input: { id: subnet.id, name: subnet.name, ...subnetChange(fields) } }]}
      waiting={subnet.pools.length > 0 && fields.pool.trim() === '' ? 'Say which addresses are handed out.' : undefined}
      mark={{ ids: [subnet.networkId], words: 'Changing' }}
      onClose={onClose}
    >
      {(problem) => (
        <>
          <SubnetFieldset legend="Subnet" fixed fields={fields} onChange={setFields} problem={problem} />
          <p>Instances learn of a new gateway, new name servers and new routes when they ask DHCP again, or start.</p>
        </>
      )}
    </ActionDialog>
  )
}
