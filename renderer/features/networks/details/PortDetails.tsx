/** A port beside the list: whose it is, its addresses, what protects it. */
import type { Port } from '../../../../electron/contract/live.ts'
import { Copyable } from '../../../ui/Copyable.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Name } from '../../../ui/Name.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { mayChange } from '../dialogs/asked.ts'
import { StateOf } from '../StateOf.tsx'
import { portState } from '../states.ts'
import { ownerOf, portName } from '../world.ts'
import css from './Details.module.css'
import { type DetailsProps, Item, Items, NotYours, Section, SmallButton, To } from './parts.tsx'

export function PortDetails(props: DetailsProps & { readonly port: Port }) {
  const { port, world, me, ask, show, onClose } = props
  const { deviceId, id } = port
  const may = mayChange(me, port)
  const isKnown = world.server.has(deviceId) || world.router.has(deviceId)
  return (
    <SideDrawer
      title={portName(port)}
      status={<StateOf id={id} state={portState(port)} />}
      onClose={onClose}
      actions={
        may ? (
          <>
            <SmallButton onClick={() => ask({ to: 'port.edit', port })}>Change…</SmallButton>
            <SmallButton red onClick={() => ask({ to: 'port.delete', port })}>
              Delete…
            </SmallButton>
          </>
        ) : undefined
      }
    >
      {may || me === undefined ? undefined : <NotYours world={world} projectId={port.projectId} />}
      <Section title="Addresses">
        <Items none="None.">
          {port.addresses.map(({ address, subnetId }) => (
            <Item key={address}>
              <Copyable text={address} />
              <span className={css.quiet}>{world.subnet.get(subnetId)?.cidr}</span>
            </Item>
          ))}
        </Items>
      </Section>
      <Section title="Floating IPs">
        <Items none="None leads to it.">
          {world.floatingOf(id).map((one) => (
            <Item key={one.id}>
              <To id={one.id} name={one.address} show={show} />
              <span className={css.mono}>{one.fixedAddress}</span>
            </Item>
          ))}
        </Items>
      </Section>
      <Section title="Security groups">
        <Items
          none={
            port.hasPortSecurity === false
              ? 'Port security is off: nothing is held back.'
              : 'None: nothing gets in or out.'
          }
        >
          {port.securityGroupIds.map((groupId) => (
            <Item key={groupId}>
              <To id={groupId} name={world.group.get(groupId)?.name ?? ''} show={show} />
            </Item>
          ))}
        </Items>
      </Section>
      <Section title="Facts">
        <KeyValue
          rows={[
            [
              'Belongs to',
              isKnown ? (
                <To key="owner" id={deviceId} name={ownerOf(world, port)} show={show} />
              ) : (
                <Name key="owner" name={ownerOf(world, port) || 'Nobody yet'} />
              ),
            ],
            [
              'Network',
              <To key="n" id={port.networkId} name={world.network.get(port.networkId)?.name ?? ''} show={show} />,
            ],
            ['MAC', <Copyable key="mac" text={port.mac} what="MAC address" />],
            ...(port.host === undefined ? [] : [['Host', <Name key="host" name={port.host} />] as const]),
            ...(port.vifType === undefined ? [] : [['Plugged in as', port.vifType] as const]),
            ...port.allowedAddressPairs.map(
              ({ address, mac }) => [`May also use`, `${address}${mac === undefined ? '' : ` (${mac})`}`] as const,
            ),
            ['ID', <Copyable key="id" text={id} what="id" />],
          ]}
        />
      </Section>
    </SideDrawer>
  )
}
