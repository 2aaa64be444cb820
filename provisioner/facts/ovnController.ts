/** Whether ovn-controller has reached OVN's southbound database. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

/** "connected", "not connected", or empty where ovn-controller does not run. */
export const ovnConnection: Fact<string> = singleFact(
  'ovn-connection',
  sh`ovn-appctl --timeout=5 -t ovn-controller connection-status 2>/dev/null`,
  (result) => result.stdout.trim(),
)
