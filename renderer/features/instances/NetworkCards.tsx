/** The network cards of an instance: where each is plugged in, by which addresses it is reached, what guards it. */
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { FloatingIp, Port, Server } from '../../../electron/contract/live.ts'
import { usePolicy } from '../../api/useMe.ts'
import { useRows } from '../../api/useRows.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { Copyable } from '../../ui/Copyable.tsx'
import { DrawerSection } from '../../ui/DrawerSection.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Name } from '../../ui/Name.tsx'
import { Status } from '../../ui/Status.tsx'
// Ports are spoken of in the same words on every screen.
import { portState } from '../networks/states.ts'
import { verdict } from './actions/allowed.ts'
import { CardGroupsDialog, DetachCardDialog } from './actions/CardDialogs.tsx'
import { type DeedId, deed } from './actions/deeds.ts'
import type { Deeds } from './actions/useDeeds.ts'
import { cardsOf } from './cards.ts'
import css from './Instances.module.css'

interface NetworkCardsProps {
  readonly cloud: string
  readonly server: Server
  readonly deeds: Deeds
}

export function NetworkCards({ cloud, server, deeds }: NetworkCardsProps) {
  const ports = useRows('live.ports', { cloud, all: true })
  const networks = useRows('live.networks', { cloud, all: true }).byId
  const groups = useRows('live.securityGroups', { cloud, all: true }).byId
  const floatingIps = useRows('live.floatingIps', { cloud, all: true }).rows ?? []
  const { forbidden } = usePolicy(cloud)
  const [asked, setAsked] = useState<{ readonly to: 'detach' | 'groups'; readonly card: Port }>()
  if (ports.rows === undefined) {
    return ports.error === undefined ? <Waiting what="network cards" /> : <ErrorNote error={ports.error} />
  }
  const cards = cardsOf(server.id, ports.rows)
  const may = (id: DeedId) => verdict(deed(id), server, deeds.around)
  const [attach, detach] = [may('attachInterface'), may('detachInterface')]
  const dialog = { cloud, server, onClose: () => setAsked(undefined) }
  const networkName = ({ networkId }: Port): ReactNode => (
    <Name name={networks.get(networkId)?.name ?? ''} id={networkId} strong />
  )
  return (
    <>
      {ports.error === undefined ? undefined : <ErrorNote error={ports.error} />}
      <div className={css.noteActions}>
        <DeedButton possible={attach} onClick={() => deeds.begin('attachInterface', [server])}>
          Attach a network card…
        </DeedButton>
        <DeedButton possible={may('attachFloatingIp')} onClick={() => deeds.begin('attachFloatingIp', [server])}>
          Give a floating IP…
        </DeedButton>
      </div>
      {cards.length === 0 ? (
        <p className={css.quiet}>It has no network card, so nothing on any network reaches it.</p>
      ) : undefined}
      {cards.map((card) => (
        <DrawerSection
          key={card.id}
          title={card.addresses.map(({ address }) => address).join(', ') || card.mac}
          action={
            <span className={css.noteActions}>
              {forbidden('port.update') === undefined && card.hasPortSecurity !== false ? (
                <Button size="compact-sm" variant="default" onClick={() => setAsked({ to: 'groups', card })}>
                  Security groups…
                </Button>
              ) : undefined}
              <DeedButton possible={detach} onClick={() => setAsked({ to: 'detach', card })}>
                Detach…
              </DeedButton>
            </span>
          }
        >
          <KeyValue
            rows={[
              ['Network', networkName(card)],
              ['State', <CardState key="state" card={card} />],
              ...floatingRows(card, floatingIps),
              ['MAC', <Copyable key="mac" text={card.mac} what="MAC address" />],
              [
                'Security groups',
                card.hasPortSecurity === false
                  ? 'Port security is off: nothing is held back'
                  : card.securityGroupIds.length === 0
                    ? 'None: nothing gets in or out'
                    : card.securityGroupIds.map((id) => (
                        <span key={id} className={css.chip}>
                          <Name name={groups.get(id)?.name ?? ''} id={id} />
                        </span>
                      )),
              ],
              ['Port', <Copyable key="id" text={card.id} what="id of the port" />],
            ]}
          />
        </DrawerSection>
      ))}
      {asked === undefined ? undefined : asked.to === 'detach' ? (
        <DetachCardDialog {...dialog} card={asked.card} doing={deed('detachInterface').doing} />
      ) : (
        <CardGroupsDialog {...dialog} card={asked.card} doing={deed('securityGroups').doing} />
      )}
    </>
  )
}

function CardState({ card }: { readonly card: Port }) {
  const { kind, words } = portState(card)
  return <Status kind={kind}>{words}</Status>
}

function floatingRows({ id }: Port, all: readonly FloatingIp[]): (readonly [string, ReactNode])[] {
  const own = all.filter(({ portId }) => portId === id)
  if (own.length === 0) return []
  const addresses = own.map((one) => <Copyable key={one.id} text={one.address} />)
  return [[own.length === 1 ? 'Floating IP' : 'Floating IPs', addresses]]
}

interface DeedButtonProps {
  readonly possible: ReturnType<typeof verdict>
  readonly children: string
  readonly onClick: () => void
}

/** Absent where policy forbids it; where the state does, the reason is within reach of pointer and keyboard. */
function DeedButton({ possible, children, onClick }: DeedButtonProps) {
  if (!possible.possible && possible.never === true) return undefined
  const why = possible.possible ? undefined : possible.why
  return (
    <Button
      size="compact-sm"
      variant="default"
      {...(children.startsWith('Attach') ? { leftSection: <IconPlus size={14} aria-hidden /> } : {})}
      {...(why === undefined ? {} : { 'aria-disabled': true, 'data-disabled': true, title: why })}
      onClick={() => {
        if (why === undefined) onClick()
      }}
    >
      {children}
    </Button>
  )
}
