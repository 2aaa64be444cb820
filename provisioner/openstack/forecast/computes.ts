/** The computes of a cloud, put together from what Nova and Placement tell of them. */
import type { ComputeService } from '../computeServices.ts'
import type { Hypervisor } from '../hypervisors.ts'
import type { ResourceProvider } from '../resourceProviders.ts'
import type { ComputeNow } from './wanted.ts'

export interface ComputeRows {
  readonly services: readonly ComputeService[]
  readonly hypervisors: readonly Hypervisor[]
  readonly providers: readonly ResourceProvider[]
  /** By id of the provider. */
  readonly traits?: ReadonlyMap<string, readonly string[]>
  /** Hosts of the server group's instances, one for each. */
  readonly groupHosts?: readonly string[]
}

/** One for each nova-compute, whether it registered a hypervisor or not. */
export function computesOf({ groupHosts = [], hypervisors, providers, services, traits }: ComputeRows): ComputeNow[] {
  const byHost = new Map(hypervisors.map((one) => [one.host, one]))
  const byName = new Map(providers.map((one) => [one.name, one]))
  return services
    .filter(({ binary }) => binary === 'nova-compute')
    .map((service) => {
      const hypervisor = byHost.get(service.host)
      const provider = hypervisor && byName.get(hypervisor.hostname)
      return {
        host: service.host,
        zone: service.zone,
        isUp: service.state === 'up' && !service.forcedDown,
        isEnabled: service.status === 'enabled',
        disabledReason: service.disabledReason,
        hypervisor,
        resources: provider?.resources,
        traits: provider && traits?.get(provider.id),
        members: groupHosts.filter((host) => host === service.host).length,
      }
    })
    .sort((a, b) => a.host.localeCompare(b.host, 'en', { numeric: true }))
}
