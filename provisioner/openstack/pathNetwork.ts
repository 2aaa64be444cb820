/** The links of a way to an instance that are the network's: from the LAN to the network it is on. Pure. */
import type { Link, PathView } from './pathCheck.ts'
import { broken, type Found, notNeeded, ok, unknown } from './pathFound.ts'

/** @param isWhole whether everything behind it is as it should be, so that silence can only be here or in the instance */
export function lanLink({ external, probes, target }: PathView, isWhole: boolean): Link {
  const lan = external === undefined ? 'the LAN' : `the network ${external.name}`
  const found = (): Found => {
    if (target === undefined) return unknown('There is no address yet that could be tried.')
    if (probes.fromHere) return ok(`${target} answers to this computer.`)
    if (probes.fromHere === undefined) return unknown('Nobody tried it from this computer.')
    if (probes.fromGateway) {
      const why = `${target} answers to the cloud’s gateway machine and not to this computer.`
      return broken(
        why,
        `This computer has no way to ${lan}: connect it there, or add a route, or look at its firewall.`,
      )
    }
    return isWhole
      ? unknown(`${target} answers neither to this computer nor to the cloud’s gateway machine.`)
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
