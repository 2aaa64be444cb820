/** Ports: what the parts of a machine will listen on is not taken by other programs. */
import type { PartId } from '../config/parts.ts'
import { earlierCloud } from '../facts/earlierCloud.ts'
import { type Listener, listeners } from '../facts/listeners.ts'
import { machineCheck } from './check.ts'
import { error, type Finding, ok } from './finding.ts'

interface Wanted {
  readonly port: number
  /** Names under which the kernel shows the part's own processes. */
  readonly programs: RegExp
}

/** uwsgi names its processes uwsgi_python3, other services are named for themselves. */
const API = /^(uwsgi|python3|apache2|keystone|placement|glance|nova|neutron)/
/** Source: Debian 13's packages; ports as in each project's install guide. */
const PORTS: Readonly<Partial<Record<PartId, readonly Wanted[]>>> = {
  mariadb: [{ port: 3306, programs: /^(mariadbd|mysqld)$/ }],
  rabbitmq: [
    { port: 5672, programs: /^beam/ },
    { port: 25_672, programs: /^beam/ },
    { port: 4369, programs: /^(epmd|systemd)$/ },
  ],
  memcached: [{ port: 11_211, programs: /^memcached$/ }],
  keystone: [{ port: 5000, programs: API }],
  placement: [{ port: 8778, programs: API }],
  glance: [{ port: 9292, programs: API }],
  'nova-api': [{ port: 8774, programs: API }],
  'nova-metadata': [{ port: 8775, programs: API }],
  'nova-novncproxy': [{ port: 6080, programs: API }],
  'neutron-api': [{ port: 9696, programs: API }],
  'ovn-central': [
    { port: 6641, programs: /^ovsdb-server$/ },
    { port: 6642, programs: /^ovsdb-server$/ },
  ],
  horizon: [{ port: 80, programs: /^apache2$/ }],
}

/** As ss writes a listener on all addresses. */
const EVERYWHERE: readonly string[] = ['0.0.0.0', '*', '::']

export const ports = machineCheck({
  id: 'ports',
  title: 'Ports',
  facts: () => [listeners, earlierCloud],
  find: ({ name, parts, management }, read) => {
    const open = read(listeners)
    const { ours } = read(earlierCloud)
    const wanted = parts.flatMap((part) => (PORTS[part] ?? []).map((one) => ({ part, ...one })))
    const taken = wanted.flatMap(({ part, port, programs }) => {
      // A program on another address is in nobody's way, unless it is another copy of the very service.
      const other = open.find((one) => {
        if (one.port !== port) return false
        const same = programs.test(one.program ?? '')
        return same ? !ours : [...EVERYWHERE, management].includes(one.address)
      })
      return other === undefined ? [] : [conflict(name, part, other)]
    })
    if (taken.length > 0) return taken
    return wanted.length === 0
      ? []
      : [ok('ports', name, `The ${wanted.length} ports its parts need are free or theirs.`)]
  },
})

function conflict(machine: string, part: PartId, { port, program, pid }: Listener): Finding {
  const who = program === undefined ? 'another program' : `${program} (process ${pid})`
  return error(
    `ports/${port}`,
    machine,
    `Port ${port} of ${machine}, which ${part} needs, is taken by ${who}.`,
    `Two programs cannot listen on one port: ${part} would not start.`,
    `Stop and remove that program ("ss -ltnp" on ${machine} shows it), or place ${part} on another machine with "placement:".`,
  )
}
