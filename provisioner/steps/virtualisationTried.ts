/** Whether instances can use KVM here, found out by starting a guest with it. */
import { sh } from '../core/command.ts'
import { type Step, verdict } from '../core/step.ts'
import { TRIAL_RECORD, TRIAL_STATE, trialState } from '../facts/virtualisation.ts'
import { MANIFEST } from './manifest.ts'

/**
 * A boot sector that tells QEMU to end: mov dx, 0x501; mov al, 42; out dx, al; hlt; jump back. QEMU's isa-debug-exit
 * then ends with status 2 × 42 + 1.
 */
const SECTOR = '\\272\\001\\005\\260\\052\\356\\364\\353\\375'
const STATUS = 85
/** Firmware and guest need less than a second with KVM; without it the trial fails before anything starts. */
const SECONDS = 15

export function virtualisationTried({ id, machine }: { id: string; machine: string }): Step {
  return {
    id,
    title: 'Start a trial guest with KVM',
    machine,
    explains: 'A device file for KVM proves nothing, least of all inside a virtual machine: a guest that ran does.',
    reads: [trialState],
    check: (read) =>
      verdict(
        read(trialState).found === undefined
          ? [
              {
                kind: 'command',
                operation: 'run',
                subject: 'trial guest',
                summary: 'not tried on this kernel and QEMU yet',
              },
            ]
          : [],
      ),
    actions: () => [
      {
        kind: 'run',
        command: sh`
          set -e
          mkdir -p ${MANIFEST}
          disk=$(mktemp); trap 'rm -f "$disk"' EXIT
          { printf ${SECTOR}; head -c 501 /dev/zero; printf '\125\252'; } > "$disk"
          status=0
          timeout -k 2 ${SECONDS} qemu-system-x86_64 -accel kvm -machine pc -m 16 -display none -nodefaults -no-user-config \
            -serial none -device isa-debug-exit,iobase=0x501,iosize=1 -drive "file=$disk,format=raw,if=ide" </dev/null || status=$?
          found=qemu
          [ "$status" -ne ${STATUS} ] || found=kvm
          printf '%s\t%s\n' "$(${TRIAL_STATE})" "$found" > ${TRIAL_RECORD}.new
          sync ${TRIAL_RECORD}.new
          mv ${TRIAL_RECORD}.new ${TRIAL_RECORD}
          echo "instances run with $found (trial ended with status $status)"`,
        timeout: 60_000,
      },
    ],
  }
}
