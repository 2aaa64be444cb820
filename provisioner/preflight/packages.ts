/** apt: free to use, in order, and able to reach its mirrors. */
import { isIpv4 } from '../config/addresses.ts'
import { aptState } from '../facts/apt.ts'
import { earlierCloud } from '../facts/earlierCloud.ts'
import { type Mirror, mirrors } from '../facts/mirrors.ts'
import { listed, machineCheck } from './check.ts'
import { error, type Finding, ok, warning } from './finding.ts'

export const apt = machineCheck({
  id: 'apt',
  title: 'apt',
  facts: () => [aptState, earlierCloud],
  find: ({ name }, read) => {
    const { holders, audit, interrupted } = read(aptState)
    const [holder] = holders
    if (holder !== undefined)
      return [
        warning(
          'apt',
          name,
          `apt on ${name} is in use by "${holder.command}" (process ${holder.pid}, for ${holder.since} s).`,
          'Only one program at a time can install packages.',
          'Applying waits for it, a while. If it never ends: look at it with "ps" and end it.',
        ),
      ]
    if (audit === '' && !interrupted) return [ok('apt', name, 'apt is free and in order.')]
    const packages = [...audit.matchAll(/^ (\S+)/gm)].map((match) => match[1] ?? '')
    const which = packages.length === 0 ? '' : `: ${listed(packages)}`
    const what =
      interrupted && packages.length === 0
        ? `dpkg on ${name} was interrupted.`
        : `Packages on ${name} are only half installed${which}.`
    const why = 'apt installs nothing more until that is mended.'
    // It was most likely our own run that was cut off: going on is the cure.
    if (read(earlierCloud).ours)
      return [warning('apt', name, what, why, 'Apply again: before anything else it finishes what dpkg began.')]
    return [error('apt', name, what, why, 'Run "dpkg --configure -a" and "apt-get -f install" on it.')]
  },
})

const SUITE = /^(trixie|stable)(\/|$)/

export const packageMirrors = machineCheck({
  id: 'mirror',
  title: 'Package mirrors',
  facts: () => [mirrors],
  find: ({ name }, read) => {
    const found = read(mirrors)
    const findings = [...noSuite(name, found), ...broken(name, found)]
    if (findings.length > 0) return findings
    const hosts = [...new Set(found.filter((one) => one.outcome === 'ok').map((one) => one.host))]
    const through = found.some((one) => one.proxy) ? 'The proxy' : hosts.length > 1 ? 'The mirrors' : 'The mirror'
    return [ok('mirror', name, `${through} ${listed(hosts)} ${hosts.length > 1 ? 'answer' : 'answers'}.`)]
  },
})

function noSuite(name: string, found: readonly Mirror[]): Finding[] {
  if (found.some((one) => SUITE.test(one.suite))) return []
  const suites = [...new Set(found.map((one) => one.suite).filter((suite) => suite !== ''))]
  return [
    error(
      'mirror',
      name,
      suites.length === 0
        ? `apt on ${name} has no sources.`
        : `apt on ${name} knows ${listed(suites)}, but not trixie.`,
      'OpenStack is installed from the packages of Debian 13 (trixie).',
      'Write /etc/apt/sources.list.d/debian.sources with the suite trixie (see "man sources.list").',
    ),
  ]
}

type Trouble = Exclude<Mirror['outcome'], 'ok' | 'local'>

/** One finding for each host and kind of trouble: three suites of one dead mirror are one thing to mend. */
function broken(name: string, found: readonly Mirror[]): Finding[] {
  const groups = Map.groupBy(found, (one) => `${one.outcome} ${one.host || one.uri}`)
  return [...groups.values()].flatMap(([one]) => {
    if (one === undefined || one.outcome === 'ok' || one.outcome === 'local') return []
    const { what, remedy } = TROUBLES[one.outcome](name, one)
    const why = 'Packages cannot be fetched from there.'
    return [
      one.outcome === 'unknown' ? warning('mirror', name, what, why, remedy) : error('mirror', name, what, why, remedy),
    ]
  })
}

const TROUBLES: Readonly<Record<Trouble, (name: string, one: Mirror) => { what: string; remedy: string }>> = {
  name: (name, { host, proxy }) => ({
    what: `${name} cannot resolve the name of the ${proxy ? "proxy in apt's settings" : 'package mirror'}, ${host}: its name server does not answer or does not know it.`,
    remedy: `Look at /etc/resolv.conf on it and try "getent hosts ${host}".`,
  }),
  connection: (name, { host, proxy }) => ({
    what: `${name} gets no answer from the ${proxy ? "proxy in apt's settings" : 'package mirror'} ${host}${isIpv4(host) ? '' : '; its name resolves'}.`,
    remedy: `Look at the default route ("ip route"), firewalls and proxy settings between ${name} and ${host}.`,
  }),
  answer: (name, { host, uri, answer }) => ({
    what: `${host} answers ${name} with "${answer ?? ''}" for ${uri}.`,
    remedy: "Correct apt's sources, or its proxy if it goes by one; a login page of the network answers like this too.",
  }),
  medium: (name) => ({
    what: `apt on ${name} wants a CD-ROM or DVD.`,
    remedy: `Put a "#" before the lines with "cdrom:" in /etc/apt/sources.list.`,
  }),
  unknown: (name, { uri }) => ({
    what: `The source ${uri} of ${name} could not be tried: its kind is not known here.`,
    remedy: `Try "apt-get update" on ${name} yourself.`,
  }),
}
