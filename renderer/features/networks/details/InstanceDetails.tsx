/** An instance as the networks see it: its ports, its groups, and whether it is reached. */
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import type { Server } from '../../../../electron/contract/live.ts'
import { Name } from '../../../ui/Name.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
// Instances are spoken of in the same words on every screen.
import { stateWords } from '../../instances/states.ts'
import { Reach } from '../reach/Reach.tsx'
import { StateOf } from '../StateOf.tsx'
import { nameOf } from '../world.ts'
import css from './Details.module.css'
import { type DetailsProps, Item, Items, Section, To } from './parts.tsx'

export function InstanceDetails(props: DetailsProps & { readonly server: Server }) {
  const { cloud, server, world, show, onClose } = props
  const ports = world.portsOn(server.id)
  return (
    <SideDrawer
      title={nameOf(server)}
      status={<StateOf id={server.id} state={stateWords(server)} />}
      onClose={onClose}
      actions={
        <Button
          component={Link}
          to={`/clouds/${cloud}/instances?instance=${encodeURIComponent(server.id)}`}
          size="compact-sm"
          variant="default"
        >
          Open in Instances
        </Button>
      }
    >
      <Section title="On the network">
        <Items none="It has no network card.">
          {ports.map((port) => (
            <Item key={port.id}>
              <To id={port.networkId} name={world.network.get(port.networkId)?.name ?? ''} show={show} />
              <To
                id={port.id}
                name={port.addresses.map(({ address }) => address).join(', ') || 'no address'}
                show={show}
              />
              {world.floatingOf(port.id).map((one) => (
                <To key={one.id} id={one.id} name={one.address} show={show} />
              ))}
              <span className={css.quiet}>
                {port.securityGroupIds.map((id) => (
                  <span key={id}>
                    <Name name={world.group.get(id)?.name ?? ''} id={id} />{' '}
                  </span>
                ))}
              </span>
            </Item>
          ))}
        </Items>
      </Section>
      <Section title="Can I reach it?">
        <Reach key={server.id} cloud={cloud} server={server} />
      </Section>
    </SideDrawer>
  )
}
