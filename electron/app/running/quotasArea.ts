/** The quotas area: what a project may have of compute and network, and has. */
import type { Area } from '../area.ts'
import type { CloudClients } from './cloudClients.ts'
import { lookingAt } from './lookingAt.ts'

export function quotasArea(clients: Pick<CloudClients, 'of' | 'worded'>): Area<'quotas.limits' | 'quotas.read'> {
  const looking = lookingAt(clients)
  return {
    requests: {
      'quotas.limits': ({ cloud }) =>
        looking(cloud, async (os) => {
          const [compute, network] = await Promise.all([os.computeQuotas.limits(), os.networkQuotas.get()])
          return { compute, network }
        }),
      'quotas.read': ({ cloud, project }) =>
        looking(cloud, async (os) => {
          const [compute, network] = await Promise.all([os.computeQuotas.get(project), os.networkQuotas.get(project)])
          return { compute, network }
        }),
    },
    streams: {},
    async [Symbol.asyncDispose]() {},
  }
}
