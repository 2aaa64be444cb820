/** Guests of libvirt that run on a machine. */
import { sh } from '../core/command.ts'
import { type Fact, singleFact } from '../core/fact.ts'

/** Names; empty where libvirt is not installed or does not answer. */
export const runningGuests: Fact<readonly string[]> = singleFact(
  'running-guests',
  sh`! command -v virsh > /dev/null || timeout 20 virsh --quiet --connect qemu:///system list --name 2>/dev/null`,
  (result) =>
    result.stdout
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
)
