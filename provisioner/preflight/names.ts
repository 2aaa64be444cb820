/** Names and identities: hostnames as in cloud.yaml, resolvable; no machine twice, none a copy of another. */
import type { Cloud } from '../config/cloud.ts'
import type { MachineName } from '../core/machine.ts'
import { type IdentityState, identityState } from '../facts/os.ts'
import { known, machineCheck, type PreflightCheck } from './check.ts'
import { error, type Finding, ok, warning } from './finding.ts'

export const hostnames = machineCheck({
  id: 'hostname',
  title: 'The hostname',
  facts: () => [identityState],
  find: ({ name }, read, cloud) => {
    const { hostname, addresses } = read(identityState)
    if (hostname !== name) return [misnamed(name, hostname, cloud)]
    if (addresses.length === 0)
      return [
        warning(
          'hostname',
          name,
          `The hostname ${hostname} does not resolve on ${name}.`,
          'sudo and the message broker look their own machine up by name; both become slow or fail.',
          `Stackstead writes it to /etc/hosts. To mend it now: add "127.0.1.1 ${hostname}" there.`,
        ),
      ]
    return [ok('hostname', name, `The hostname is ${hostname} and resolves.`)]
  },
})

function misnamed(name: MachineName, hostname: string, cloud: Cloud): Finding {
  const other = cloud.machines.find((machine) => machine.name === hostname)
  const swapped =
    other === undefined ? '' : ` cloud.yaml has ${hostname} as well: perhaps the two addresses are swapped.`
  return error(
    'hostname',
    name,
    `The hostname of ${name} is ${JSON.stringify(hostname)}.${swapped}`,
    'Nova, Neutron and OVN know a machine by its hostname; Stackstead finds it there by its name in cloud.yaml.',
    other === undefined
      ? `Run "hostnamectl set-hostname ${name}" on it, or call it ${hostname} in cloud.yaml.`
      : `Correct the addresses of ${name} and ${hostname} in cloud.yaml, or run "hostnamectl set-hostname ${name}".`,
  )
}

/** /etc/machine-id is the one thing two installations never share. */
export const identities: PreflightCheck = {
  id: 'identity',
  title: 'The identity',
  facts: () => [identityState],
  findings: (readings) => {
    const all = [...known(readings, identityState)].filter(([, { machineId }]) => machineId !== '')
    const groups = Map.groupBy(all, ([, { machineId }]) => machineId)
    return [...groups.values()].flatMap(([first, ...others]) =>
      first === undefined ? [] : [original(first), ...others.map((other) => twin(first, other))],
    )
  },
}

function original([machine]: [MachineName, IdentityState]): Finding {
  return ok('identity', machine, 'It is no copy of another machine.')
}

function twin([first, a]: [MachineName, IdentityState], [second, b]: [MachineName, IdentityState]): Finding {
  const same = a.hostname === b.hostname
  return error(
    'identity',
    second,
    same
      ? `${first} and ${second} are the same machine, or one is a copy of the other: hostname and /etc/machine-id are equal.`
      : `${second} has the /etc/machine-id of ${first}: one is a copy of the other.`,
    'Open vSwitch, libvirt and DHCP tell machines apart by it; two alike take each other for themselves.',
    `${same ? 'Correct the addresses in cloud.yaml, or for a copy' : 'Run on the copy'}: "rm /etc/machine-id /var/lib/dbus/machine-id; systemd-machine-id-setup; reboot".`,
  )
}
