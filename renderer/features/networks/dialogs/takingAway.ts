/** What is asked and sent where something is taken away. Pure. */
import { isolated } from '../../../ui/bidi.ts'
import type { ActionStep } from '../../../ui/explained.ts'
import {
  type Losses,
  lossesOfFloatingIp,
  lossesOfGateway,
  lossesOfGroup,
  lossesOfNetwork,
  lossesOfPort,
  lossesOfRouter,
  lossesOfSide,
  lossesOfSubnet,
} from '../losses.ts'
import { otherSide, trafficWords } from '../ruleWords.ts'
import { type NetworkWorld, nameOf, ownerOf, portName, sidesOf } from '../world.ts'
import type { TakingAway } from './asked.ts'

/** The question asked before something is taken away. */
export interface Way {
  readonly title: string
  readonly submit: string
  readonly steps: readonly ActionStep[]
  readonly losses: Losses
  /** Id of the row, and the words in it meanwhile. */
  readonly mark: { readonly id: string; readonly words: string }
}

export function takingAway(world: NetworkWorld, asked: TakingAway): Way {
  switch (asked.to) {
    case 'network.delete':
      return deletion(
        'network',
        'network.delete',
        asked.network,
        nameOf(asked.network),
        lossesOfNetwork(world, asked.network),
      )
    case 'subnet.delete': {
      const { subnet } = asked
      const way = deletion('subnet', 'subnet.delete', subnet, nameOf(subnet), lossesOfSubnet(world, subnet))
      return { ...way, mark: { id: subnet.networkId, words: 'Deleting a subnet' } }
    }
    case 'router.delete': {
      const { router } = asked
      const way = deletion('router', 'router.delete', router, nameOf(router), lossesOfRouter(world, router))
      const { id, name } = router
      // Neutron deletes a router only once nothing is connected to it.
      const sides = sidesOf(world, id).map((side) => ({
        action: 'router.removeInterface' as const,
        input: { id, name, side: { portId: side.id } },
      }))
      return { ...way, steps: [...sides, ...way.steps] }
    }
    case 'router.clearGateway': {
      const { router } = asked
      return {
        title: `Take away the way out of ${isolated(nameOf(router))}?`,
        submit: 'Take the way out away',
        steps: [{ action: 'router.clearGateway', input: { id: router.id, name: router.name } }],
        losses: lossesOfGateway(world, router),
        mark: { id: router.id, words: 'Changing' },
      }
    }
    case 'router.disconnect': {
      const { router, side } = asked
      const network = isolated(nameOf(world.network.get(side.networkId), side.networkId))
      return {
        title: `Disconnect ${network} from ${isolated(nameOf(router))}?`,
        submit: 'Disconnect',
        steps: [
          {
            action: 'router.removeInterface',
            input: { id: router.id, name: router.name, side: { portId: side.id } },
          },
        ],
        losses: lossesOfSide(world, router, side),
        mark: { id: router.id, words: 'Disconnecting' },
      }
    }
    case 'port.delete':
      return deletion('port', 'port.delete', asked.port, portName(asked.port), lossesOfPort(world, asked.port))
    case 'floatingIp.detach': {
      const { address, id, portId } = asked.floatingIp
      const port = world.port.get(portId ?? '')
      const owner = port === undefined ? 'the instance' : isolated(ownerOf(world, port))
      return {
        title: `Take ${address} away from ${owner}?`,
        submit: 'Detach',
        steps: [{ action: 'floatingIp.detach', input: { id, name: address } }],
        losses: { lost: [`${owner} is no longer reached at ${address}.`, 'The address stays the project’s.'] },
        mark: { id, words: 'Detaching' },
      }
    }
    case 'floatingIp.delete': {
      const { floatingIp } = asked
      const { address, id } = floatingIp
      return {
        title: `Release ${address}?`,
        submit: 'Release the floating IP',
        steps: [{ action: 'floatingIp.delete', input: { id, name: address } }],
        losses: lossesOfFloatingIp(world, floatingIp),
        mark: { id, words: 'Releasing' },
      }
    }
    case 'group.delete':
      return deletion(
        'security group',
        'securityGroup.delete',
        asked.group,
        nameOf(asked.group),
        lossesOfGroup(world, asked.group),
      )
    case 'rule.delete': {
      const { group, rule } = asked
      const what = trafficWords(rule)
      const side = otherSide(rule, world.group)
      const way = rule.direction === 'ingress' ? `in from ${side}` : `out to ${side}`
      const users = world.portsIn(group.id).length
      return {
        title: `Delete the rule ${what}?`,
        submit: 'Delete the rule',
        steps: [{ action: 'securityGroupRule.delete', input: { id: rule.id, name: what } }],
        losses: {
          lost: [
            `${isolated(nameOf(group))} no longer lets ${what} ${way}, unless another rule does.`,
            users === 0
              ? 'Nobody is in the group.'
              : `${users === 1 ? 'One port is' : `${users} ports are`} in the group.`,
          ],
        },
        mark: { id: group.id, words: 'Deleting a rule' },
      }
    }
  }
}

function deletion(
  what: string,
  action: 'network.delete' | 'subnet.delete' | 'router.delete' | 'port.delete' | 'securityGroup.delete',
  { id, name }: { readonly id: string; readonly name: string },
  shown: string,
  losses: Losses,
): Way {
  return {
    title: `Delete the ${what} ${isolated(shown)}?`,
    submit: `Delete the ${what}`,
    steps: [{ action, input: { id, name } }],
    losses,
    mark: { id, words: 'Deleting' },
  }
}
