/** What metadata agents leave running: a namespace with a proxy for each network. */
import type { CloudMachine } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import type { Read } from '../../core/fact.ts'
import { type Step, verdict } from '../../core/step.ts'
import { manifestState } from '../../facts/manifest.ts'
import { networkNamespaces } from '../../facts/networkNamespaces.ts'

/** Source: neutron, agent/ovn/metadata/agent.py, NS_PREFIX. */
const PREFIX = 'ovnmeta-'

export function namespaceRemoval({ name: machine }: CloudMachine): Step[] {
  const own = (read: Read): string[] =>
    read(manifestState).exists ? read(networkNamespaces).filter((name) => name.startsWith(PREFIX)) : []
  return [
    {
      id: `destroy/namespaces@${machine}`,
      title: 'Remove the network namespaces of metadata agents',
      machine,
      explains: 'Each network has a namespace in which a proxy answers 169.254.169.254; both outlive the agent.',
      reads: [manifestState, networkNamespaces],
      check: (read) =>
        verdict(own(read).map((subject) => ({ kind: 'network', operation: 'delete', subject, summary: 'namespace' }))),
      actions: (read) => [
        {
          kind: 'run',
          command: sh`
            systemctl stop neutron-ovn-metadata-agent.service 2>/dev/null
            for name in ${own(read)}; do
              ip netns pids "$name" | xargs -r kill
              ip netns delete "$name"
            done`,
        },
      ],
    },
  ]
}
