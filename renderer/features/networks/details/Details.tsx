/** The drawer of whatever has that id. */
import { Copyable } from '../../../ui/Copyable.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { FloatingIpDetails } from './FloatingIpDetails.tsx'
import { GroupDetails } from './GroupDetails.tsx'
import { InstanceDetails } from './InstanceDetails.tsx'
import { NetworkDetails } from './NetworkDetails.tsx'
import { PortDetails } from './PortDetails.tsx'
import type { DetailsProps } from './parts.tsx'
import { RouterDetails } from './RouterDetails.tsx'

interface AnyDetailsProps extends DetailsProps {
  readonly id: string
  /** All was told: what is not there is gone. */
  readonly complete: boolean
}

export function Details({ id, complete, ...props }: AnyDetailsProps) {
  const { world, onClose } = props
  const network = world.network.get(id)
  if (network !== undefined) return <NetworkDetails {...props} network={network} />
  const router = world.router.get(id)
  if (router !== undefined) return <RouterDetails {...props} router={router} />
  const port = world.port.get(id)
  if (port !== undefined) return <PortDetails {...props} port={port} />
  const floatingIp = world.floatingIp.get(id)
  if (floatingIp !== undefined) return <FloatingIpDetails {...props} floatingIp={floatingIp} />
  const group = world.group.get(id)
  if (group !== undefined) return <GroupDetails {...props} group={group} />
  const server = world.server.get(id)
  if (server !== undefined) return <InstanceDetails {...props} server={server} />
  if (!complete) return undefined
  return (
    <SideDrawer title="Not in this list" onClose={onClose}>
      <p>It was deleted, or it belongs to a project that is not shown.</p>
      <Copyable text={id} what="id" />
    </SideDrawer>
  )
}
