/** The links of a way to an instance at its port: what its rules let in, and whether it is plugged in. Pure. */
import type { Link, PathView } from './pathCheck.ts'
import { broken, type Found, notNeeded, ok, unknown } from './pathFound.ts'
import { allowing, almostAllowing, answersPass } from './pathRules.ts'

export function ruleLink({ groups, port, wanted }: PathView): Link {
  const { family, port: number, protocol, source } = wanted
  const what = number === undefined ? protocol.toUpperCase() : `${protocol.toUpperCase()} ${number}`
  const found = (): Found => {
    if (port === undefined) return unknown('The instance has no port that rules could protect.')
    if (port.hasPortSecurity === false) return notNeeded('Port security is off: nothing is held back.')
    const [first] = groups
    if (first === undefined) {
      return port.securityGroupIds.length === 0
        ? broken('The port is in no security group, so nothing gets in.', `Put it in one that allows ${what}.`)
        : unknown('Its security groups cannot be seen.')
    }
    const names = groups.map((group) => group.name).join(', ')
    const rule = allowing(groups, wanted)
    if (rule === undefined) {
      const near = almostAllowing(groups, wanted).map(({ rule: { from } }) => from ?? 'members of a group')
      const only = near.length === 0 ? '' : ` It is allowed from ${[...new Set(near)].join(', ')} only.`
      const from = source === undefined ? '' : ` from ${source}`
      const input = {
        group: { id: first.id, name: first.name },
        family,
        protocol: protocol === 'icmp' && family === 'IPv6' ? ('ipv6-icmp' as const) : protocol,
        ...(number === undefined ? {} : { ports: { first: number, last: number } }),
        ...(source === undefined ? {} : { from: `${source}/${family === 'IPv4' ? 32 : 128}` }),
      }
      const why = `No rule of ${names} lets ${what} in${from}.${only}`
      return broken(why, `Allow ${what}${from} in ${first.name}.`, { action: 'securityGroupRule.create', input })
    }
    if (!answersPass(groups, wanted)) {
      const input = { group: { id: first.id, name: first.name }, direction: 'egress' as const, family, protocol }
      const why = `${names} is stateless, and no rule lets the answers out.`
      return broken(why, 'Allow the way out.', { action: 'securityGroupRule.create', input })
    }
    const { from = 'anywhere' } = rule.rule
    return ok(`${rule.group.name} lets ${what} in from ${from}.`)
  }
  return { id: 'rule', title: 'Security rule', ...found() }
}

export function portLink({ fixedAddress, network, port, subnet, world: { server } }: PathView): Link {
  const found = (): Found => {
    if (port === undefined) {
      return broken('The instance has no port.', 'Attach it to a network.')
    }
    const called = port.name || port.id
    if (fixedAddress === undefined) {
      const why = `The port ${called} has no address.`
      return broken(why, `Look whether ${network?.name ?? 'its network'} has a subnet with free addresses.`)
    }
    if (!port.isEnabled) {
      const input = { id: port.id, name: port.name, isEnabled: true }
      return broken(`The port ${called} is turned off.`, 'Turn it on.', { action: 'port.update', input })
    }
    if (port.vifType === 'binding_failed') {
      const where = port.host ?? 'its host'
      const why = `The port ${called} could not be plugged in on ${where}.`
      return broken(why, `Look whether ovn-controller runs on ${where}, then restart the instance hard.`, {
        action: 'server.rebootHard',
        input: { id: server.id, name: server.name },
      })
    }
    if (port.status === 'ACTIVE') {
      const how = subnet?.hasDhcp === false ? '; DHCP is off, so the instance has to set it itself' : ', told by DHCP'
      return ok(`It has ${fixedAddress}${how}.`)
    }
    if (server.status !== 'ACTIVE') return unknown(`The port is ${port.status} while the instance does not run.`)
    const where = port.host === undefined ? 'its host' : port.host
    return broken(`The port ${called} is ${port.status}.`, `Look at ovn-controller on ${where}.`)
  }
  return { id: 'port', title: 'Port and address', ...found() }
}
