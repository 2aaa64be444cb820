/** Computes as the command line lists and finds them: Nova knows each by its host. */
import type { ComputeService } from '../../../index.ts'
import type { Thing } from '../../running/looking.ts'

export const COMPUTE: Thing<ComputeService> = {
  kind: ['compute', 'computes'],
  read: async (os) => (await os.computeServices.list()).filter(({ binary }) => binary === 'nova-compute'),
  named: ({ host }) => host,
  columns: [
    ['NAME', ({ host }) => host],
    ['STATE', ({ forcedDown, state }) => (forcedDown ? 'called down' : state)],
    ['NEW INSTANCES', ({ disabledReason, status }) => (status === 'enabled' ? 'yes' : `no: ${disabledReason ?? ''}`)],
    ['ZONE', ({ zone }) => zone],
  ],
  none: 'There is no compute.',
}
