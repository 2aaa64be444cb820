/** A floating IP beside the list: where it leads, and by which router. */
import type { FloatingIp } from '../../../../electron/contract/live.ts'
import { Copyable } from '../../../ui/Copyable.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { Name } from '../../../ui/Name.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { mayChange } from '../dialogs/asked.ts'
import { Reach } from '../reach/Reach.tsx'
import { StateOf } from '../StateOf.tsx'
import { floatingIpState } from '../states.ts'
import { isOfInstance, ownerOf } from '../world.ts'
import { type DetailsProps, NotYours, Section, SmallButton, To } from './parts.tsx'

export function FloatingIpDetails(props: DetailsProps & { readonly floatingIp: FloatingIp }) {
  const { cloud, floatingIp, world, me, ask, show, onClose } = props
  const { address, id, networkId, portId, routerId } = floatingIp
  const may = mayChange(me, floatingIp)
  const port = world.port.get(portId ?? '')
  const server = port !== undefined && isOfInstance(port) ? world.server.get(port.deviceId) : undefined
  return (
    <SideDrawer
      title={address}
      status={<StateOf id={id} state={floatingIpState(floatingIp)} />}
      onClose={onClose}
      actions={
        may ? (
          <>
            <SmallButton onClick={() => ask({ to: 'floatingIp.attach', floatingIp })}>
              {portId === undefined ? 'Attach…' : 'Lead elsewhere…'}
            </SmallButton>
            {portId === undefined ? undefined : (
              <SmallButton onClick={() => ask({ to: 'floatingIp.detach', floatingIp })}>Detach…</SmallButton>
            )}
            <SmallButton onClick={() => ask({ to: 'floatingIp.describe', floatingIp })}>Describe…</SmallButton>
            <SmallButton red onClick={() => ask({ to: 'floatingIp.delete', floatingIp })}>
              Release…
            </SmallButton>
          </>
        ) : undefined
      }
    >
      {may || me === undefined ? undefined : <NotYours world={world} projectId={floatingIp.projectId} />}
      <Section title="Leads to">
        <KeyValue
          rows={
            portId === undefined
              ? [['Nobody', 'It is the project’s, and free.']]
              : [
                  [
                    'Instance',
                    port === undefined ? (
                      'Not told'
                    ) : (
                      <To
                        key="s"
                        id={world.server.has(port.deviceId) ? port.deviceId : port.id}
                        name={ownerOf(world, port) || port.name}
                        show={show}
                      />
                    ),
                  ],
                  ['Its address', <Copyable key="f" text={floatingIp.fixedAddress ?? ''} what="address" />],
                  ['Port', <To key="p" id={portId} name={port?.name ?? ''} show={show} />],
                ]
          }
        />
      </Section>
      {server === undefined ? undefined : (
        <Section title="Can I reach it?">
          <Reach key={server.id} cloud={cloud} server={server} />
        </Section>
      )}
      <Section title="Facts">
        <KeyValue
          rows={[
            ...(floatingIp.description === ''
              ? []
              : [['Description', <Name key="d" name={floatingIp.description} />] as const]),
            ['From', <To key="n" id={networkId} name={world.network.get(networkId)?.name ?? ''} show={show} />],
            ...(routerId === undefined
              ? []
              : [
                  [
                    'Router',
                    <To key="r" id={routerId} name={world.router.get(routerId)?.name ?? ''} show={show} />,
                  ] as const,
                ]),
            ['ID', <Copyable key="id" text={id} what="id" />],
          ]}
        />
      </Section>
    </SideDrawer>
  )
}
