/** The trial of KVM with a stand-in of QEMU: its boot sector, what is concluded from how the guest ended, and what is noted. */
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { trialState } from '../../../provisioner/facts/virtualisation.ts'
import { virtualisationTried } from '../../../provisioner/steps/virtualisationTried.ts'
import { StandInMachine } from '../../support/standInMachine.ts'

vi.setConfig({ testTimeout: 60_000 })

const step = virtualisationTried({ id: 'nova/virtualisation@m1', machine: 'm1' })

function tried(script: string): StandInMachine {
  const machine = new StandInMachine()
  machine.program('dpkg-query', 'printf 10.0')
  machine.program('qemu-system-x86_64', script)
  expect(step.check(machine.facts(step.reads)).state).toBe('change')
  machine.apply(step.actions(machine.facts(step.reads)))
  return machine
}

test.each([
  ['with the status the boot sector gives', 'exit 85', 'kvm'],
  ['with another status', 'exit 1', 'qemu'],
  ['as if all were well', 'exit 0', 'qemu'],
  ['by a signal', 'kill -SEGV $$', 'qemu'],
])('a guest that ends %s: %s', (_how, script, found) => {
  using machine = tried(script)
  expect(step.check(machine.facts(step.reads))).toEqual({ state: 'ok' })
  expect(machine.facts(step.reads)(trialState)).toEqual({ found })
})

test('is tried again when QEMU has changed, and gives another answer then', () => {
  using machine = tried('exit 85')
  machine.program('dpkg-query', 'printf 10.1')
  machine.program('qemu-system-x86_64', 'exit 1')
  expect(step.check(machine.facts(step.reads)).state).toBe('change')
  machine.apply(step.actions(machine.facts(step.reads)))
  expect(machine.facts(step.reads)(trialState)).toEqual({ found: 'qemu' })
})

test('starts a boot sector of 512 bytes, and takes it away', () => {
  const copy = `for word; do case $word in file=*) disk=\${word#file=}; cp "\${disk%%,*}" "\${0%/*}/../sector" ;; esac; done; exit 85`
  using machine = tried(copy)
  const sector = readFileSync(machine.path('/sector'))
  expect(sector).toHaveLength(512)
  expect(sector.subarray(510)).toEqual(Buffer.from([0x55, 0xaa]))
  // cli; xor ax, ax; and at its end the descriptor of the table of segments: 23 bytes at 0x7c00 + 0x34.
  expect(sector.subarray(0, 3)).toEqual(Buffer.from([0xfa, 0x31, 0xc0]))
  expect(sector.subarray(76, 82)).toEqual(Buffer.from([0x17, 0x00, 0x34, 0x7c, 0x00, 0x00]))
  expect(sector.subarray(82, 510).every((byte) => byte === 0)).toBe(true)
  const disk = /file=([^,]+),/.exec(machine.calls().find((call) => call.startsWith('qemu')) ?? '')?.[1] ?? ''
  expect(disk).not.toBe('')
  expect(() => readFileSync(disk)).toThrow('ENOENT')
})

test('runs as long as counting may take and no longer, with nothing of the machine but its processor', () => {
  using machine = tried('exit 85')
  const call = machine.calls().find((one) => one.startsWith('qemu')) ?? ''
  expect(call).toMatch(/ -accel kvm .* -nodefaults -no-user-config /)
  const [action] = step.actions(machine.facts(step.reads))
  expect(action?.kind === 'run' && action.command.script).toContain('timeout -k 2 10 qemu-system-x86_64')
})
