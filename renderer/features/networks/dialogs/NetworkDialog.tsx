/** The dialog of what was asked for. */
import { useState } from 'react'
import type { Asked, DialogProps, TakingAway } from './asked.ts'
import { AttachDialog, DescribeDialog, NewFloatingIpDialog } from './FloatingIpDialogs.tsx'
import { EditGroupDialog, NewGroupDialog } from './GroupDialogs.tsx'
import { LossDialog } from './LossDialog.tsx'
import { EditNetworkDialog, NewNetworkDialog } from './NetworkDialogs.tsx'
import { EditPortDialog, NewPortDialog } from './PortDialogs.tsx'
import { EditRouterDialog, NewRouterDialog } from './RouterDialogs.tsx'
import { ConnectDialog, GatewayDialog } from './RouterWaysDialogs.tsx'
import { NewRuleDialog } from './RuleDialog.tsx'
import { EditSubnetDialog, NewSubnetDialog } from './SubnetDialog.tsx'
import { takingAway } from './takingAway.ts'

interface NetworkDialogProps extends DialogProps {
  readonly asked: Asked
}

export function NetworkDialog({ asked, ...props }: NetworkDialogProps) {
  switch (asked.to) {
    case 'network.new':
      return <NewNetworkDialog {...props} />
    case 'network.edit':
      return <EditNetworkDialog {...props} network={asked.network} />
    case 'subnet.new':
      return <NewSubnetDialog {...props} network={asked.network} />
    case 'subnet.edit':
      return <EditSubnetDialog {...props} subnet={asked.subnet} />
    case 'router.new':
      return <NewRouterDialog {...props} />
    case 'router.edit':
      return <EditRouterDialog {...props} router={asked.router} />
    case 'router.gateway':
      return <GatewayDialog {...props} router={asked.router} />
    case 'router.connect':
      return <ConnectDialog {...props} router={asked.router} />
    case 'port.new':
      return <NewPortDialog {...props} />
    case 'port.edit':
      return <EditPortDialog {...props} port={asked.port} />
    case 'floatingIp.new':
      return <NewFloatingIpDialog {...props} />
    case 'floatingIp.attach':
      return <AttachDialog {...props} floatingIp={asked.floatingIp} />
    case 'floatingIp.describe':
      return <DescribeDialog {...props} floatingIp={asked.floatingIp} />
    case 'group.new':
      return <NewGroupDialog {...props} />
    case 'group.edit':
      return <EditGroupDialog {...props} group={asked.group} />
    case 'rule.new':
      return <NewRuleDialog {...props} group={asked.group} />
    default:
      return <TakeAwayDialog {...props} asked={asked} />
  }
}

/** One question for all that is taken away. */
function TakeAwayDialog({ cloud, world, asked, onClose }: DialogProps & { readonly asked: TakingAway }) {
  const way = takingAway(world, asked)
  // While it is done what is left of it changes; another try goes on in the list it began with.
  const [steps] = useState(way.steps)
  return <LossDialog cloud={cloud} onClose={onClose} {...way} steps={steps} />
}
