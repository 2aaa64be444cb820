/** Whether instances can use KVM here, found out by starting a guest with it. */
import { sh } from '../core/command.ts'
import { type Step, verdict } from '../core/step.ts'
import { TRIAL_RECORD, TRIAL_STATE, trialState } from '../facts/virtualisation.ts'
import { MANIFEST } from './manifest.ts'

/**
 * A boot sector that enters protected mode, counts down from 100 million and tells QEMU's isa-debug-exit to end with
 * status 2 × 42 + 1:
 *
 *     cli; xor ax, ax; mov ds, ax; lgdt [gdtr]; mov eax, cr0; or al, 1; mov cr0, eax; jmp dword 8:prot
 *     prot: mov eax, 16; mov ds, eax; mov ecx, 100000000; loop: dec ecx; jnz loop
 *     mov dx, 0x501; mov al, 42; out dx, al; stop: hlt; jmp stop; gdt: 0, code, data; gdtr: 23, gdt
 */
const SECTOR = [
  '\\372\\061\\300\\216\\330\\146\\017\\001\\026\\114\\174\\017\\040\\300\\014\\001\\017\\042\\300\\146\\352\\033\\174\\000\\000\\010\\000',
  '\\270\\020\\000\\000\\000\\216\\330\\271\\000\\341\\365\\005\\111\\165\\375\\146\\272\\001\\005\\260\\052\\356\\364\\353\\375',
  '\\000\\000\\000\\000\\000\\000\\000\\000\\377\\377\\000\\000\\000\\232\\317\\000\\377\\377\\000\\000\\000\\222\\317\\000\\027\\000\\064\\174\\000\\000',
].join('')
const SECTOR_BYTES = 82
const STATUS = 85
/**
 * With KVM that works, firmware and counting take less than a second. KVM without help from the processor (in some
 * virtual machines) emulates every instruction: it would need minutes for the counting, and fails with a real system.
 */
const SECONDS = 10

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
          { printf ${SECTOR}; head -c ${510 - SECTOR_BYTES} /dev/zero; printf '\125\252'; } > "$disk"
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
