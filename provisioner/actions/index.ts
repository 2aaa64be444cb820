/** All actions by name. One file for each resource; a new one is named here and nowhere else. */
import type { z } from 'zod'
import type { ActionInput, ActionOutput } from './action.ts'
import { aggregateActions } from './aggregates.ts'
import { applicationCredentialActions } from './applicationCredentials.ts'
import { computeQuotaActions } from './computeQuotas.ts'
import { computeServiceActions } from './computeServices.ts'
import { flavorActions } from './flavors.ts'
import { floatingIpActions } from './floatingIps.ts'
import { imageActions } from './images.ts'
import { imageUseActions } from './imageUses.ts'
import { keypairActions } from './keypairs.ts'
import { networkQuotaActions } from './networkQuotas.ts'
import { networkActions } from './networks.ts'
import { portActions } from './ports.ts'
import { projectActions } from './projects.ts'
import { roleActions } from './roles.ts'
import { routerActions } from './routers.ts'
import { securityGroupRuleActions } from './securityGroupRules.ts'
import { securityGroupActions } from './securityGroups.ts'
import { serverGroupActions } from './serverGroups.ts'
import { serverActions } from './servers.ts'
import { serverDiskActions } from './serversDisk.ts'
import { serverLabelActions } from './serversLabels.ts'
import { serverMoveActions } from './serversMove.ts'
import { serverNetworkActions } from './serversNetwork.ts'
import { serverPowerActions } from './serversPower.ts'
import { subnetActions } from './subnets.ts'
import { userActions } from './users.ts'

export const ACTIONS = {
  ...serverActions,
  ...serverPowerActions,
  ...serverDiskActions,
  ...serverMoveActions,
  ...serverNetworkActions,
  ...serverLabelActions,
  ...serverGroupActions,
  ...keypairActions,
  ...flavorActions,
  ...aggregateActions,
  ...computeServiceActions,
  ...computeQuotaActions,
  ...userActions,
  ...subnetActions,
  ...securityGroupActions,
  ...securityGroupRuleActions,
  ...routerActions,
  ...roleActions,
  ...projectActions,
  ...portActions,
  ...networkActions,
  ...networkQuotaActions,
  ...imageActions,
  ...imageUseActions,
  ...floatingIpActions,
  ...applicationCredentialActions,
}

export type ActionName = keyof typeof ACTIONS
export type InputOfAction<N extends ActionName> = ActionInput<(typeof ACTIONS)[N]>
export type OutputOfAction<N extends ActionName> = ActionOutput<(typeof ACTIONS)[N]>
export type ParsedInput<N extends ActionName> = z.output<(typeof ACTIONS)[N]['input']>

export type { Action } from './action.ts'
export { isInside } from './addresses.ts'
export { type ApiCall, path } from './apiCall.ts'
export { type Explained, explain } from './explain.ts'
export { DISK_FORMATS } from './images.ts'
export { FLAVOR_SPECS, IMAGE_PROPERTIES } from './knownProperties.ts'
export { newPassword } from './password.ts'
export { RULE_PRESETS, type RulePreset, rulesOf } from './rulePresets.ts'
