/** A router beside the list: where it leads out, what it connects, which floating IPs lead through it. */
import type { Router } from '../../../../electron/contract/live.ts'
import { Copyable } from '../../../ui/Copyable.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Name } from '../../../ui/Name.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { mayChange } from '../dialogs/asked.ts'
import { StateOf } from '../StateOf.tsx'
import { routerState } from '../states.ts'
import { nameOf, sidesOf } from '../world.ts'
import css from './Details.module.css'
import { type DetailsProps, Item, Items, NotYours, Remove, Section, SmallButton, To } from './parts.tsx'

export function RouterDetails(props: DetailsProps & { readonly router: Router }) {
  const { router, world, me, ask, show, onClose } = props
  const { gateway, id } = router
  const may = mayChange(me, router)
  const floating = world.floatingIps.filter(({ routerId }) => routerId === id)
  return (
    <SideDrawer
      title={nameOf(router)}
      status={<StateOf id={id} state={routerState(router)} />}
      onClose={onClose}
      actions={
        may ? (
          <>
            <SmallButton onClick={() => ask({ to: 'router.edit', router })}>Change…</SmallButton>
            <SmallButton onClick={() => ask({ to: 'router.connect', router })}>Connect a network…</SmallButton>
            <SmallButton red onClick={() => ask({ to: 'router.delete', router })}>
              Delete…
            </SmallButton>
          </>
        ) : undefined
      }
    >
      {may || me === undefined ? undefined : <NotYours world={world} projectId={router.projectId} />}
      <Section
        title="Way out"
        action={
          may ? (
            <SmallButton onClick={() => ask({ to: 'router.gateway', router })}>
              {gateway === undefined ? 'Set a way out…' : 'Change…'}
            </SmallButton>
          ) : undefined
        }
      >
        <Items none="None: instances behind it reach neither the LAN nor the internet.">
          {gateway === undefined
            ? []
            : [
                <Item
                  key={gateway.networkId}
                  actions={
                    may ? (
                      <Remove
                        label="Take the way out away"
                        onClick={() => ask({ to: 'router.clearGateway', router })}
                      />
                    ) : undefined
                  }
                >
                  <To id={gateway.networkId} name={world.network.get(gateway.networkId)?.name ?? ''} show={show} />
                  {gateway.addresses.map((address) => (
                    <Copyable key={address} text={address} />
                  ))}
                  {gateway.hasSnat === false ? <span className={css.quiet}>without source NAT</span> : undefined}
                </Item>,
              ]}
        </Items>
      </Section>
      <Section title="Connects">
        <Items none="No network yet.">
          {sidesOf(world, id).map((side) => (
            <Item
              key={side.id}
              actions={
                may ? (
                  <Remove
                    label={`Disconnect ${nameOf(world.network.get(side.networkId), side.networkId)}`}
                    onClick={() => ask({ to: 'router.disconnect', router, side })}
                  />
                ) : undefined
              }
            >
              <To id={side.networkId} name={world.network.get(side.networkId)?.name ?? ''} show={show} />
              <span className={css.mono}>{side.addresses.map(({ address }) => address).join(', ')}</span>
            </Item>
          ))}
        </Items>
      </Section>
      <Section title="Floating IPs through it">
        <Items none="None.">
          {floating.map((one) => (
            <Item key={one.id}>
              <To id={one.id} name={one.address} show={show} />
              <span className={css.mono}>{one.fixedAddress}</span>
            </Item>
          ))}
        </Items>
      </Section>
      <Section title="Facts">
        <KeyValue
          rows={[
            ...(router.description === ''
              ? []
              : [['Description', <Name key="d" name={router.description} />] as const]),
            ...router.routes.map(
              ({ destination, nextHop }) =>
                [`Route to ${destination}`, <Copyable key={destination} text={nextHop} />] as const,
            ),
            ['ID', <Copyable key="id" text={id} what="id" />],
          ]}
        />
      </Section>
    </SideDrawer>
  )
}
