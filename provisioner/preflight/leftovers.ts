/** Leftovers: an OpenStack on the machine that is not Stackstead's, or another cloud of Stackstead's. */
import { type EarlierCloud, earlierCloud } from '../facts/earlierCloud.ts'
import { otherCloud } from '../facts/notedCloud.ts'
import { listed, machineCheck } from './check.ts'
import { error, type Finding, ok, warning } from './finding.ts'

const SWITCH = /^(openvswitch|ovn)-/

export const leftovers = machineCheck({
  id: 'leftovers',
  title: 'Leftovers of an earlier OpenStack',
  facts: () => [earlierCloud],
  find: ({ name }, read, _cloud, { id }) => {
    const found = read(earlierCloud)
    if (found.noted !== undefined && id !== undefined && found.noted.id !== id) {
      const { what, why, remedy } = otherCloud(name, found.noted)
      return [error('leftovers', name, what, why, remedy)]
    }
    if (found.ours) return [ok('leftovers', name, 'The OpenStack on it is this one: Stackstead keeps note of it.')]
    const findings = [...services(name, found), ...removed(name, found), ...bridges(name, found)]
    return findings.length > 0 ? findings : [ok('leftovers', name, 'No earlier OpenStack is on it.')]
  },
})

function services(name: string, { packages, databases, folders }: EarlierCloud): Finding[] {
  const services = packages.filter((one) => !SWITCH.test(one))
  const traces = [
    ...(services.length > 0 ? [`packages ${listed(services)}`] : []),
    ...(databases.length > 0 ? [`databases ${listed(databases)}`] : []),
  ]
  if (traces.length > 0)
    return [
      error(
        'leftovers',
        name,
        `${name} carries an OpenStack that Stackstead did not make: ${traces.join('; ')}.`,
        'Its configuration and databases would be overwritten or mixed with the new ones.',
        'If it is in use, take another machine. If not: back up what matters, purge the packages and drop the databases, or install Debian anew.',
      ),
    ]
  if (folders.length === 0) return []
  return [
    warning(
      'leftovers',
      name,
      `${name} has folders of an earlier OpenStack: ${listed(folders)}.`,
      'Old configuration in them may be read by the new services.',
      `Look whether anything in them is needed, then remove them: "rm -r ${folders.join(' ')}".`,
    ),
  ]
}

function removed(name: string, { removed }: EarlierCloud): Finding[] {
  if (removed.length === 0) return []
  return [
    warning(
      'leftovers',
      name,
      `${name} keeps the configuration of removed packages: ${listed(removed)}.`,
      'It would come to life again when the packages are installed.',
      `Run "apt-get purge ${removed.join(' ')}" on it.`,
    ),
  ]
}

/** The names OVN and Neutron give their bridges. */
const WANTED = ['br-int', 'br-ex']

function bridges(name: string, found: EarlierCloud): Finding[] {
  if (found.bridges.length === 0) return []
  const clash = found.bridges.some((one) => WANTED.includes(one))
  return [
    (clash ? error : warning)(
      'leftovers',
      name,
      `${name} has Open vSwitch bridges that Stackstead did not make: ${listed(found.bridges)}.`,
      clash
        ? 'OVN wants br-int and br-ex for itself and would take over what is on them.'
        : 'Stackstead restarts and configures Open vSwitch; whoever uses these bridges will notice.',
      `If they are not needed: ${found.bridges.map((one) => `"ovs-vsctl del-br ${one}"`).join(', ')}.`,
    ),
  ]
}
