/** The links of a way to an instance that are the network's: from the LAN to the port. Pure. */
import type { Link, PathView } from './pathCheck.ts'
import { allowing, almostAllowing, answersPass } from './pathRules.ts'

type Found = Omit<Link, 'id' | 'title'>

const ok = (why: string): Found => ({ state: 'ok', why })
const unknown = (why: string): Found => ({ state: 'unknown', why })
const notNeeded = (why: string): Found => ({ state: 'not-needed', why })
const broken = (why: string, remedy: string, mending?: Link['mending']): Found => ({
  ...{ state: 'broken', why, remedy },
  ...(mending === undefined ? {} : { mending }),
})

/** @param isWhole whether everything behind it is as it should be, so that silence can only be here or in the instance */
export function lanLink({ external, probes, target }: PathView, isWhole: boolean): Link {
  const lan = external === undefined ? 'the LAN' : `the network ${external.name}`
  const found = (): Found => {
    if (target === undefined) return unknown('There is no address yet that could be tried.')
    if (probes.fromHere) return ok(`${target} answers to this computer.`)
    if (probes.fromHere === undefined) return unknown('Nobody tried it from this computer.')
    if (probes.fromController) {
      const why = `${target} answers to the controller and not to this computer.`
      return broken(
        why,
        `This computer has no way to ${lan}: connect it there, or add a route, or look at its firewall.`,
      )
    }
    return isWhole
      ? unknown(`${target} answers neither to this computer nor to the controller.`)
      : unknown('It can be tried once the rest is mended.')
  }
  return { id: 'lan', title: 'From this computer to the LAN', ...found() }
}

export function floatingIpLink({ external, floatingIp, isOnLan, port, router, world }: PathView): Link {
  const found = (): Found => {
    if (isOnLan) return notNeeded('The instance is on the LAN itself.')
    if (port === undefined) return unknown('The instance has no port it could lead to.')
    if (floatingIp === undefined) {
      const outside = router?.gateway?.networkId ?? external?.id
      const free = world.floatingIps.find(({ networkId, portId }) => portId === undefined && networkId === outside)
      const why = 'No floating IP leads to the instance.'
      if (free !== undefined) {
        const input = { id: free.id, name: free.address, portId: port.id }
        return broken(why, `Lead ${free.address} to it, which is free.`, { action: 'floatingIp.attach', input })
      }
      if (outside === undefined) return broken(why, 'There is no external network it could be taken from.')
      const input = { networkId: outside, portId: port.id }
      return broken(why, 'Get one and lead it to the instance.', { action: 'floatingIp.create', input })
    }
    if (floatingIp.status === 'ACTIVE') return ok(`${floatingIp.address} leads to ${floatingIp.fixedAddress}.`)
    if (world.server.status !== 'ACTIVE') {
      return unknown(`${floatingIp.address} is ${floatingIp.status} while the instance does not run.`)
    }
    const why = `The floating IP ${floatingIp.address} is ${floatingIp.status}.`
    return broken(why, 'It becomes ACTIVE when router and port work; if they do, take it away and attach it again.')
  }
  return { id: 'floating-ip', title: 'Floating IP', ...found() }
}

export function routerLink({ external, fixedAddress, floatingIp, isOnLan, router, subnet, world }: PathView): Link {
  const found = (): Found => {
    if (isOnLan) return notNeeded('The instance is on the LAN itself.')
    if (fixedAddress === undefined) return unknown('Without an address no router is looked for.')
    if (external === undefined) {
      return broken('There is no external network a router could lead to.', 'Ask the administrator for one.')
    }
    if (router === undefined) {
      const why = `No router connects the subnet ${subnet?.name ?? 'of the instance'}.`
      const leading = world.routers.find((one) => one.gateway?.networkId === external.id)
      if (leading === undefined || subnet === undefined) {
        const input = { name: `to-${external.name}`.slice(0, 255), gateway: { networkId: external.id } }
        return broken(why, `Make a router to ${external.name} and connect the subnet to it.`, {
          action: 'router.create',
          input,
        })
      }
      const input = { id: leading.id, name: leading.name, side: { subnetId: subnet.id } }
      return broken(why, `Connect it to the router ${leading.name}.`, { action: 'router.addInterface', input })
    }
    const { id, name } = router
    if (router.gateway === undefined) {
      const input = { id, name, gateway: { networkId: external.id } }
      const why = `The router ${name} has no way out.`
      return broken(why, `Set its gateway to ${external.name}.`, { action: 'router.setGateway', input })
    }
    if (floatingIp !== undefined && floatingIp.networkId !== router.gateway.networkId) {
      const why = `The router ${name} leads to another network than the one ${floatingIp.address} is from.`
      return broken(why, `Use a floating IP of ${external.name}.`)
    }
    if (!router.isEnabled) {
      const input = { id, name, isEnabled: true }
      return broken(`The router ${name} is turned off.`, 'Turn it on.', { action: 'router.update', input })
    }
    if (router.status !== 'ACTIVE') {
      return broken(`The router ${name} is ${router.status}.`, 'Look at neutron-api’s log on the controller.')
    }
    return ok(`The router ${name} leads to ${external.name}.`)
  }
  return { id: 'router', title: 'Router', ...found() }
}

export function networkLink({ isOnLan, network, subnet }: PathView): Link {
  const found = (): Found => {
    if (network === undefined) return unknown('The network of the instance cannot be seen.')
    const { id, name } = network
    if (!network.isEnabled) {
      const input = { id, name, isEnabled: true }
      return broken(`The network ${name} is turned off.`, 'Turn it on.', { action: 'network.update', input })
    }
    if (network.status !== 'ACTIVE') {
      return broken(`The network ${name} is ${network.status}.`, 'Look at neutron-api’s log on the controller.')
    }
    if (subnet !== undefined && subnet.gateway === undefined && !isOnLan) {
      const why = `The subnet ${subnet.name} has no gateway, so the instance does not know where answers go.`
      return broken(why, 'Give the subnet a gateway, then restart the instance’s network.')
    }
    return ok(subnet === undefined ? `The network ${name} works.` : `${subnet.cidr} of the network ${name}.`)
  }
  return { id: 'network', title: 'Network', ...found() }
}

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
