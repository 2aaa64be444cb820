/** Starting a machine: the words systemd-nspawn gets, and the small script that keeps it plugged in over reboots. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { stripVTControlCharacters } from 'node:util'
import { startDetached } from '../adapters/localProcess.ts'
import { quote } from '../core/command.ts'
import { machineGroups } from './cgroup.ts'
import { cableNames, containerName, labNames, machineMark } from './names.ts'
import { machinePlaces } from './places.ts'
import { NICS } from './root.ts'
import type { MachineRecord } from './state.ts'

/** Beyond what systemd-nspawn allows by itself: what libvirt, QEMU, Open vSwitch, FUSE and swap files need. */
const SYSCALLS = ['@mount', '@swap', '@keyring', 'bpf', 'perf_event_open', 'open_by_handle_at', 'userfaultfd', 'kcmp']

export function nspawnWords(lab: string, machine: MachineRecord): string[] {
  const cables = cableNames(lab, machine.index)
  return [
    'systemd-nspawn',
    '--quiet',
    '--settings=no',
    '--keep-unit',
    '--register=no',
    `--machine=${containerName(lab, machine.name)}`,
    `--hostname=${machine.name}`,
    `--directory=${machinePlaces(lab, machine.name).root}`,
    '--private-network',
    `--network-veth-extra=${cables.management}:${NICS.management}`,
    `--network-veth-extra=${cables.provider}:${NICS.provider}`,
    '--capability=all',
    `--system-call-filter=${SYSCALLS.join(' ')}`,
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    '--console=read-only',
    '--boot',
  ]
}

/**
 * The launcher. It puts the machine in its control groups, plugs both cables in, and starts it again when it was
 * rebooted (status 133), which ends systemd-nspawn because of --keep-unit.
 */
export function launcherScript(lab: string, machine: MachineRecord, words = nspawnWords(lab, machine)): string {
  const groups = machineGroups(containerName(lab, machine.name))
  const names = labNames(lab)
  const cables = cableNames(lab, machine.index)
  const enter = (folders: readonly string[]): string =>
    folders.map((folder) => `echo 0 > ${quote(`${folder}/cgroup.procs`)}`).join('; ')
  return `#!/bin/sh
# Keeps the lab machine ${machine.name} running. Words given to it go to the first boot's init.
export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
export SYSTEMD_NSPAWN_API_VFS_WRITABLE=network
${enter(groups.launcher)}
plug() {
  until ip link set "$1" master "$2" up 2>/dev/null; do
    kill -0 "$machine" 2>/dev/null || return
    sleep 0.05
  done
  ip link set "$1" alias ${quote(machineMark(lab, machine.name))}
}
while :; do
  (${enter(groups.machine)}; exec ${words.map(quote).join(' ')} "$@") &
  machine=$!
  plug ${cables.management} ${names.managementBridge}
  plug ${cables.provider} ${names.providerBridge}
  wait "$machine"
  status=$?
  [ "$status" -eq 133 ] || exit "$status"
  set --
done
`
}

/** Starts the machine and returns at once; it lives on when this process ends. */
export async function launch(lab: string, machine: MachineRecord, initWords: readonly string[]): Promise<void> {
  const groups = machineGroups(containerName(lab, machine.name))
  for (const folder of [...groups.launcher, ...groups.machine]) await mkdir(folder, { recursive: true })
  const { launcher, console } = machinePlaces(lab, machine.name)
  await writeFile(launcher, launcherScript(lab, machine), { mode: 0o755 })
  startDetached(launcher, initWords, console)
}

/** The end of what a machine's console showed; empty before its first boot. */
export async function consoleTail(lab: string, machine: string, lines: number): Promise<string> {
  const text = await readFile(machinePlaces(lab, machine).console, 'utf8').catch(() => '')
  return stripVTControlCharacters(text).replaceAll('\r', '').trimEnd().split('\n').slice(-lines).join('\n')
}
