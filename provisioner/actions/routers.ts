/** Routers: between tenant networks, and out to the LAN. */
import { z } from 'zod'
import { action, type Guard } from './action.ts'
import { versionOf } from './addresses.ts'
import { description, id, name, type Target, target } from './fields.ts'
import type { Block } from './hcl.ts'
import { change, creation, deletion, type Kind, made, verb } from './neutron.ts'
import { address, cidr, routeWord } from './subnets.ts'
import { flag, operand, option, wholeList } from './words.ts'

const ROUTER: Kind = { key: 'router', plural: 'routers', title: 'router', words: ['router'] }

/** The way out. Address and source NAT may be chosen by administrators only (create_router:external_gateway_info:*). */
const gateway = z.strictObject({
  networkId: id,
  address: address.optional(),
  /** Whether instances without a floating IP get out in the router's name. */
  hasSnat: z.boolean().optional(),
})
type Gateway = z.output<typeof gateway>

const fields = {
  description: description.optional(),
  isEnabled: z.boolean().optional(),
}
type Fields = z.output<z.ZodObject<typeof fields>>

const route = z
  .strictObject({ destination: cidr, nextHop: address })
  .refine(({ destination, nextHop }) => versionOf(destination) === versionOf(nextHop), {
    path: ['nextHop'],
    message: 'It is of another family than the destination.',
  })

const newRouter = z.strictObject({ name, ...fields, gateway: gateway.optional() })

/** An interface: of a subnet, which takes its gateway's address, or of a port made before. */
const side = z.union([z.strictObject({ subnetId: id }), z.strictObject({ portId: id })])
type Side = z.output<typeof side>

export const routerActions = {
  'router.create': action({
    input: newRouter,
    needsAdmin: ({ gateway }) => isChosen(gateway),
    attempted: (wanted) => `Creating the router ${wanted.name}`,
    calls: (wanted) => [
      creation(ROUTER, {
        name: wanted.name,
        ...properties(wanted),
        external_gateway_info: wanted.gateway && gatewayBody(wanted.gateway),
      }),
    ],
    commands: (wanted) => [
      ['openstack', 'router', 'create', ...words(wanted), ...gatewayWords(wanted.gateway), ...operand(wanted.name)],
    ],
    terraform: (wanted) => [resource(wanted)],
    answer: made(ROUTER),
  }),
  'router.update': action({
    input: z.strictObject({
      ...target.shape,
      newName: name.optional(),
      ...fields,
      routes: z.array(route).max(30).optional(),
    }),
    attempted: (router) => `Changing the router ${router.name}`,
    calls: ({ id, newName, routes, ...wanted }) => [
      change(ROUTER, id, {
        name: newName,
        ...properties(wanted),
        routes: routes?.map(({ destination, nextHop }) => ({ destination, nexthop: nextHop })),
      }),
    ],
    commands: ({ id, newName, routes, ...wanted }) => [
      [
        ...['openstack', 'router', 'set', ...option('--name', newName), ...words(wanted)],
        ...wholeList('--route', '--no-route', routes?.map(routeWord)),
        id,
      ],
    ],
    terraform: ({ id, name, newName = name, routes = [], ...wanted }) => [
      resource({ name: newName, ...wanted }),
      ...routes.map(
        ({ destination, nextHop }, index): Block => ({
          type: 'openstack_networking_router_route_v2',
          name: `${newName}-route-${index + 1}`,
          attributes: { router_id: id, destination_cidr: destination, next_hop: nextHop },
        }),
      ),
    ],
  }),
  'router.setGateway': action({
    input: z.strictObject({ ...target.shape, gateway }),
    needsAdmin: ({ gateway }) => isChosen(gateway),
    attempted: (router) => `Giving the router ${router.name} a way out`,
    calls: ({ gateway, id }) => [change(ROUTER, id, { external_gateway_info: gatewayBody(gateway) })],
    commands: ({ gateway, id }) => [['openstack', 'router', 'set', ...gatewayWords(gateway), id]],
    terraform: ({ gateway, name }) => [resource({ name, gateway })],
  }),
  'router.clearGateway': action({
    input: target,
    attempted: (router) => `Taking away the way out of the router ${router.name}`,
    calls: ({ id }) => [change(ROUTER, id, { external_gateway_info: null })],
    commands: ({ id }) => [['openstack', 'router', 'unset', '--external-gateway', id]],
  }),
  'router.addInterface': action({
    input: z.strictObject({ ...target.shape, side }),
    attempted: (router) => `Connecting a network to the router ${router.name}`,
    calls: ({ id, side }) => [verb(ROUTER, id, 'add_router_interface', sideBody(side))],
    commands: ({ id, side }) => [['openstack', 'router', 'add', ...sideWords(id, side)]],
    terraform: ({ id, name, side }) => [
      {
        type: 'openstack_networking_router_interface_v2',
        name: `${name}-interface`,
        attributes: { router_id: id, ...sideBody(side) },
      },
    ],
  }),
  'router.removeInterface': action({
    input: z.strictObject({ ...target.shape, side }),
    attempted: (router) => `Disconnecting a network from the router ${router.name}`,
    calls: ({ id, side }) => [verb(ROUTER, id, 'remove_router_interface', sideBody(side))],
    commands: ({ id, side }) => [['openstack', 'router', 'remove', ...sideWords(id, side)]],
  }),
  'router.delete': {
    ...deletion(ROUTER),
    // Neutron 2025.1 refuses to delete a router that is in use, and takes its gateway away all the same.
    guard: ({ id }: Target): Guard => ({
      request: { service: 'network', method: 'GET', path: '/v2.0/ports', query: { device_id: id, fields: FIELDS } },
      finds: inUse,
    }),
  },
}

const FIELDS = ['id', 'device_owner']

/** Neutron's ROUTER_INTERFACE_OWNERS. */
const SIDES = /^network:(router_interface(_distributed)?|ha_router_replicated_interface)$/

const inUse = z
  .object({ ports: z.array(z.object({ device_owner: z.string() })) })
  .transform(({ ports }) =>
    ports.some((port) => SIDES.test(port.device_owner))
      ? { message: 'networks are connected to it.', remedy: 'Disconnect its networks first.' }
      : undefined,
  )

function isChosen(gateway: Gateway | undefined): boolean {
  return gateway?.address !== undefined || gateway?.hasSnat !== undefined
}

function properties(wanted: Fields) {
  return { description: wanted.description, admin_state_up: wanted.isEnabled }
}

function words(wanted: Fields): string[] {
  return [...option('--description', wanted.description), ...flag(wanted.isEnabled, '--enable', '--disable')]
}

function gatewayBody({ address, hasSnat, networkId }: Gateway) {
  return {
    network_id: networkId,
    ...(hasSnat === undefined ? {} : { enable_snat: hasSnat }),
    ...(address === undefined ? {} : { external_fixed_ips: [{ ip_address: address }] }),
  }
}

function gatewayWords(gateway: Gateway | undefined): string[] {
  if (gateway === undefined) return []
  return [
    ...['--external-gateway', gateway.networkId],
    ...option('--fixed-ip', gateway.address === undefined ? undefined : `ip-address=${gateway.address}`),
    ...flag(gateway.hasSnat, '--enable-snat', '--disable-snat'),
  ]
}

function sideBody(side: Side): { subnet_id: string } | { port_id: string } {
  return 'subnetId' in side ? { subnet_id: side.subnetId } : { port_id: side.portId }
}

function sideWords(id: string, side: Side): string[] {
  return 'subnetId' in side ? ['subnet', id, side.subnetId] : ['port', id, side.portId]
}

function resource(wanted: Fields & { readonly name: string; readonly gateway?: Gateway | undefined }): Block {
  const { gateway } = wanted
  return {
    type: 'openstack_networking_router_v2',
    name: wanted.name,
    attributes: {
      name: wanted.name,
      description: wanted.description,
      admin_state_up: wanted.isEnabled,
      external_network_id: gateway?.networkId,
      enable_snat: gateway?.hasSnat,
    },
    ...(gateway?.address === undefined
      ? {}
      : { blocks: [{ type: 'external_fixed_ip', attributes: { ip_address: gateway.address } }] }),
  }
}
