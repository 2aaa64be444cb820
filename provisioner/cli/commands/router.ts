/** `stackstead router`: between networks, and out to the LAN. */
import { Command } from 'commander'
import { shownName } from '../render/text.ts'
import { type DeedOptions, deed, type Step } from '../running/deed.ts'
import { find, lookCommands } from '../running/looking.ts'
import type { Place } from '../running/openPlace.ts'
import { something } from '../running/words.ts'
import { type Common, described, type Route, renamed, route, routesOf } from './network/fields.ts'
import { NETWORK, ROUTER, SUBNET } from './network/things.ts'

export function routerCommand(): Command {
  const router = new Command('router')
    .summary('list, create, connect, change and delete routers')
    .description('Routers: between networks, and out to the LAN. Each is written by its name or id.')
    .addHelpText(
      'after',
      `
Examples:
  stackstead router create edge --external-gateway lan
  stackstead router connect edge lab
  stackstead router set edge --route destination=10.9.0.0/16,gateway=10.20.0.2
  stackstead router set edge --external-gateway lan --no-snat`,
    )
  for (const command of [
    ...lookCommands(ROUTER),
    createCommand(),
    setCommand(),
    connectCommand('connect', 'connect a subnet to a router', 'router.addInterface'),
    connectCommand('disconnect', 'disconnect a subnet from a router', 'router.removeInterface'),
    deleteCommand(),
  ])
    router.addCommand(command)
  return router
}

interface Gateway extends Common {
  readonly externalGateway?: string
  readonly fixedIp?: string
  readonly snat?: boolean
}

function withGateway(command: Command): Command {
  return described(command, 'enable')
    .option('--external-gateway <network>', 'the external network it leads out to')
    .option('--fixed-ip <address>', 'its address there; administrators only')
    .option('--snat', 'instances get out in its name; administrators only')
    .option('--no-snat', 'they do not')
}

async function gatewayOf({ os }: Place, { externalGateway, fixedIp, snat }: Gateway) {
  if (externalGateway === undefined) return undefined
  const { id } = await find(os, NETWORK, externalGateway)
  return { networkId: id, address: fixedIp, hasSnat: snat }
}

function createCommand(): Command {
  const command = withGateway(
    new Command('create').summary('create a router').argument('<name>', 'what it shall be called'),
  )
  return deed<Gateway>(command, async (place, own, [name = '']) => {
    const { description, enable } = own
    const input = { name, description, isEnabled: enable, gateway: await gatewayOf(place, own) }
    return { steps: [{ action: 'router.create', input }], said: `${shownName(name)} is there.` }
  })
}

interface Change extends Gateway {
  readonly gateway: boolean
  readonly route?: readonly Route[]
  readonly routes: boolean
}

function setCommand(): Command {
  const command = withGateway(
    renamed(new Command('set').summary('change a router').argument('<router>', 'its name or id')),
  )
    .option('--no-gateway', 'it leads out no more')
    .option('--route <route>', 'destination=…,gateway=…; again for more, in place of those there are', route)
    .option('--no-routes', 'it has no routes any more')
  return deed<Change>(command, async (place, own, [wanted = '']) => {
    const { id, name } = await find(place.os, ROUTER, wanted)
    const gateway = await gatewayOf(place, own)
    const routes = own.routes ? routesOf(own.route) : []
    const fields = { newName: own.name, description: own.description, isEnabled: own.enable, routes }
    something({ ...fields, gateway, none: own.gateway ? undefined : true })
    const steps: Step[] = []
    if (Object.values(fields).some((value) => value !== undefined))
      steps.push({ action: 'router.update', input: { id, name, ...fields } })
    if (gateway !== undefined) steps.push({ action: 'router.setGateway', input: { id, name, gateway } })
    else if (!own.gateway) steps.push({ action: 'router.clearGateway', input: { id, name } })
    return { steps, said: `${shownName(name)} is changed.`, data: { id, name } }
  })
}

function connectCommand(
  verb: string,
  summary: string,
  action: 'router.addInterface' | 'router.removeInterface',
): Command {
  const command = new Command(verb)
    .summary(summary)
    .argument('<router>', 'its name or id')
    .argument('<subnet>', 'its name or id')
  return deed<DeedOptions>(command, async ({ os }, _own, [wanted = '', side = '']) => {
    const { id, name } = await find(os, ROUTER, wanted)
    const subnet = await find(os, SUBNET, side)
    return {
      steps: [{ action, input: { id, name, side: { subnetId: subnet.id } } }],
      said: `${shownName(subnet.name)} is ${verb}ed.`,
    }
  })
}

function deleteCommand(): Command {
  const command = new Command('delete').summary('delete a router').argument('<router>', 'its name or id')
  return deed(command, async ({ os }, _own, [wanted = '']) => {
    const { id, name } = await find(os, ROUTER, wanted)
    return { steps: [{ action: 'router.delete', input: { id, name } }], said: `${shownName(name)} is deleted.` }
  })
}
