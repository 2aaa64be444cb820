/** Named network namespaces of a machine. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

export const networkNamespaces: Fact<readonly string[]> = singleFact(
  'network-namespaces',
  sh`ls -1 /run/netns 2>/dev/null; true`,
  (result) => result.stdout.split('\n').filter((line) => line !== ''),
)
