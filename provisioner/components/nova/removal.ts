/** Instances that still run when a cloud is taken away. */
import type { CloudMachine } from '../../config/cloud.ts'
import { sh } from '../../core/command.ts'
import { type Step, verdict } from '../../core/step.ts'
import { runningGuests } from '../../facts/guests.ts'
import { manifestState } from '../../facts/manifest.ts'

/** Names nova gives its guests ([DEFAULT] instance_name_template): a person's own guests are left alone. */
const NOVA_GUEST = /^instance-[0-9a-f]{8}$/

export function guestRemoval({ name: machine }: CloudMachine): Step[] {
  const own = (guests: readonly string[]): string[] => guests.filter((guest) => NOVA_GUEST.test(guest))
  return [
    {
      id: `destroy/guests@${machine}`,
      title: 'End the instances',
      machine,
      explains: 'A QEMU process would go on without nova and hold its disk and its ports.',
      reads: [manifestState, runningGuests],
      check: (read) =>
        verdict(
          read(manifestState).exists
            ? own(read(runningGuests)).map((subject) => ({
                kind: 'command',
                operation: 'delete',
                subject,
                summary: 'running instance',
              }))
            : [],
        ),
      actions: (read) => [
        {
          kind: 'run',
          command: sh`
            systemctl stop nova-compute.service
            for guest in ${own(read(runningGuests))}; do virsh --connect qemu:///system destroy "$guest"; done`,
        },
      ],
    },
  ]
}
