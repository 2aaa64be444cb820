/** A network beside the list: its subnets, who is on it, what is below it on the wire. */

import type { Network } from '../../../../electron/contract/live.ts'
import { Copyable } from '../../../ui/Copyable.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { LANGUAGE } from '../../../ui/language.ts'
import { Name } from '../../../ui/Name.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { count } from '../../../ui/words.ts'
import { mayChange } from '../dialogs/asked.ts'
import { StateOf } from '../StateOf.tsx'
import { networkState } from '../states.ts'
import { nameOf, routersOf, serversOf } from '../world.ts'
import css from './Details.module.css'
import { type DetailsProps, Item, Items, NotYours, Remove, Section, SmallButton, To } from './parts.tsx'

/** More are in the list of ports. */
const SHOWN = 20

export function NetworkDetails(props: DetailsProps & { readonly network: Network }) {
  const { network, world, me, ask, show, onClose } = props
  const { id, projectId } = network
  const may = mayChange(me, network)
  const routers = routersOf(world, id)
  const servers = serversOf(world, id)
  return (
    <SideDrawer
      title={nameOf(network)}
      status={<StateOf id={id} state={networkState(network)} />}
      onClose={onClose}
      actions={
        may ? (
          <>
            <SmallButton onClick={() => ask({ to: 'network.edit', network })}>Change…</SmallButton>
            <SmallButton onClick={() => ask({ to: 'subnet.new', network })}>Add a subnet…</SmallButton>
            <SmallButton red onClick={() => ask({ to: 'network.delete', network })}>
              Delete…
            </SmallButton>
          </>
        ) : undefined
      }
    >
      {may || me === undefined ? undefined : <NotYours world={world} projectId={projectId} />}
      <Section title="Subnets">
        <Items none="None yet: its ports have no addresses.">
          {world.subnetsOf(id).map((subnet) => (
            <Item
              key={subnet.id}
              actions={
                may ? (
                  <>
                    <SmallButton onClick={() => ask({ to: 'subnet.edit', subnet })}>Change…</SmallButton>
                    <Remove
                      label={`Delete the subnet ${subnet.cidr}`}
                      onClick={() => ask({ to: 'subnet.delete', subnet })}
                    />
                  </>
                ) : undefined
              }
            >
              <Copyable text={subnet.cidr} />
              <Name name={subnet.name} id={subnet.id} />
              <span className={css.quiet}>
                {subnet.gateway === undefined ? 'no gateway' : `gateway ${subnet.gateway}`},{' '}
                {subnet.ipv6AddressMode ?? (subnet.hasDhcp ? 'DHCP' : 'no DHCP')}
                {subnet.dns.length === 0 ? '' : `, name servers ${subnet.dns.join(', ')}`}
                {subnet.hostRoutes.map(({ destination, nextHop }) => `, ${destination} by ${nextHop}`)}
              </span>
            </Item>
          ))}
        </Items>
      </Section>
      <Section title="Routers">
        <Items
          none={
            network.isExternal
              ? 'Routers lead out to it; see the topology.'
              : 'None: it is not connected to any other network.'
          }
        >
          {routers.map((routerId) => (
            <Item key={routerId}>
              <To id={routerId} name={world.router.get(routerId)?.name ?? ''} show={show} />
            </Item>
          ))}
        </Items>
      </Section>
      <Section title={`Instances (${servers.length.toLocaleString(LANGUAGE)})`}>
        <Items none="None is on it.">
          {servers.slice(0, SHOWN).map((serverId) => (
            <Item key={serverId}>
              <To id={serverId} name={world.server.get(serverId)?.name ?? ''} show={show} />
              <span className={css.mono}>{addressesOn(world, serverId, id)}</span>
            </Item>
          ))}
        </Items>
        {servers.length > SHOWN ? (
          <p className={css.quiet}>And {count(servers.length - SHOWN, 'instance')} more, in the list of ports.</p>
        ) : undefined}
      </Section>
      <Section title="Facts">
        <KeyValue
          rows={[
            ...(network.description === ''
              ? []
              : [['Description', <Name key="d" name={network.description} />] as const]),
            ['External', network.isExternal ? 'Yes: routers may lead out to it' : 'No'],
            ['Shared', network.isShared ? 'Yes, with every project' : 'No'],
            ['MTU', network.mtu === undefined ? 'Not told' : `${network.mtu} bytes`],
            ...(network.hasPortSecurity === undefined
              ? []
              : [['Port security', network.hasPortSecurity ? 'On' : 'Off'] as const]),
            ...(network.type === undefined ? [] : [['Carried by', carriedBy(network)] as const]),
            ['ID', <Copyable key="id" text={id} what="id" />],
          ]}
        />
      </Section>
    </SideDrawer>
  )
}

/** "geneve 42", "flat on physnet1"; told to administrators only. */
export function carriedBy({ physicalNetwork, segmentationId, type }: Network): string {
  const number = segmentationId === undefined ? '' : ` ${segmentationId}`
  return `${type ?? ''}${number}${physicalNetwork === undefined ? '' : ` on ${physicalNetwork}`}`
}

function addressesOn(world: DetailsProps['world'], serverId: string, networkId: string): string {
  return world
    .portsOn(serverId)
    .filter((port) => port.networkId === networkId)
    .flatMap(({ addresses }) => addresses.map(({ address }) => address))
    .join(', ')
}
