/** What of the networks a person asked to do: each has its dialog. */
import type { FloatingIp, Network, Port, Router, SecurityGroup, Subnet } from '../../../../electron/contract/live.ts'
import type { Me } from '../../../../electron/contract/running.ts'
import { onlyReads } from '../../../api/policy.ts'
import type { NetworkWorld, SecurityGroupRule } from '../world.ts'

export type Asked = Making | TakingAway

/** Something made or changed, by a form. */
type Making =
  | { readonly to: 'network.new' | 'router.new' | 'port.new' | 'floatingIp.new' | 'group.new' }
  | { readonly to: 'network.edit' | 'subnet.new'; readonly network: Network }
  | { readonly to: 'subnet.edit'; readonly subnet: Subnet }
  | { readonly to: 'router.edit' | 'router.gateway' | 'router.connect'; readonly router: Router }
  | { readonly to: 'port.edit'; readonly port: Port }
  | { readonly to: 'floatingIp.attach' | 'floatingIp.describe'; readonly floatingIp: FloatingIp }
  | { readonly to: 'group.edit' | 'rule.new'; readonly group: SecurityGroup }

/** Something taken away, after a question. */
export type TakingAway =
  | { readonly to: 'network.delete'; readonly network: Network }
  | { readonly to: 'subnet.delete'; readonly subnet: Subnet }
  | { readonly to: 'router.delete' | 'router.clearGateway'; readonly router: Router }
  | { readonly to: 'router.disconnect'; readonly router: Router; readonly side: Port }
  | { readonly to: 'port.delete'; readonly port: Port }
  | { readonly to: 'floatingIp.detach' | 'floatingIp.delete'; readonly floatingIp: FloatingIp }
  | { readonly to: 'group.delete'; readonly group: SecurityGroup }
  | { readonly to: 'rule.delete'; readonly group: SecurityGroup; readonly rule: SecurityGroupRule }

/** What every dialog is given. */
export interface DialogProps {
  readonly cloud: string
  readonly world: NetworkWorld
  readonly me: Me | undefined
  readonly onClose: () => void
}

/** Neutron lets the owner's members and administrators change a thing; whom it is merely shared with may use it. */
export function mayChange(me: Me | undefined, row: { readonly projectId: string }): boolean {
  return me !== undefined && (me.isAdmin || (row.projectId === me.project.id && !onlyReads(me)))
}
