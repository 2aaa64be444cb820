/** A security group beside the list: its rules, and who keeps to them. */

import type { SecurityGroup } from '../../../../electron/contract/live.ts'
import { withoutMarks } from '../../../ui/bidi.ts'
import { Copyable } from '../../../ui/Copyable.tsx'
import { KeyValue } from '../../../ui/KeyValue.tsx'
import { LANGUAGE } from '../../../ui/language.ts'
import { Name } from '../../../ui/Name.tsx'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { Status } from '../../../ui/Status.tsx'
import { mayChange } from '../dialogs/asked.ts'
import { otherSide, trafficWords } from '../ruleWords.ts'
import { nameOf, ownerOf, type SecurityGroupRule } from '../world.ts'
import css from './Details.module.css'
import { type DetailsProps, Item, Items, NotYours, Remove, Section, SmallButton, To } from './parts.tsx'

const SHOWN = 20

export function GroupDetails(props: DetailsProps & { readonly group: SecurityGroup }) {
  const { group, world, me, ask, show, onClose } = props
  const may = mayChange(me, group)
  const users = world.portsIn(group.id)
  return (
    <SideDrawer
      title={nameOf(group)}
      status={
        group.isStateful ? undefined : <Status kind="needs-you">Stateless: answers need rules of their own</Status>
      }
      onClose={onClose}
      actions={
        may ? (
          <>
            <SmallButton onClick={() => ask({ to: 'rule.new', group })}>Add a rule…</SmallButton>
            <SmallButton onClick={() => ask({ to: 'group.edit', group })}>Change…</SmallButton>
            <SmallButton red onClick={() => ask({ to: 'group.delete', group })}>
              Delete…
            </SmallButton>
          </>
        ) : undefined
      }
    >
      {may || me === undefined ? undefined : <NotYours world={world} projectId={group.projectId} />}
      <Rules {...props} may={may} direction="ingress" title="Let in" none="Nothing gets in." />
      <Rules {...props} may={may} direction="egress" title="Let out" none="Nothing gets out by itself." />
      <Section title={`Who keeps to it (${users.length.toLocaleString(LANGUAGE)})`}>
        <Items none="Nobody yet.">
          {users.slice(0, SHOWN).map((port) => (
            <Item key={port.id}>
              <To
                id={world.server.has(port.deviceId) ? port.deviceId : port.id}
                name={ownerOf(world, port) || port.name}
                show={show}
              />
              <span className={css.mono}>{port.addresses.map(({ address }) => address).join(', ')}</span>
            </Item>
          ))}
        </Items>
        {users.length > SHOWN ? (
          <p className={css.quiet}>And {(users.length - SHOWN).toLocaleString(LANGUAGE)} more.</p>
        ) : undefined}
      </Section>
      <Section title="Facts">
        <KeyValue
          rows={[
            ...(group.description === '' ? [] : [['Description', <Name key="d" name={group.description} />] as const]),
            ['ID', <Copyable key="id" text={group.id} what="id" />],
          ]}
        />
      </Section>
    </SideDrawer>
  )
}

interface RulesProps extends DetailsProps {
  readonly group: SecurityGroup
  readonly may: boolean
  readonly direction: SecurityGroupRule['direction']
  readonly title: string
  readonly none: string
}

function Rules({ group, world, may, direction, title, none, ask }: RulesProps) {
  const rules = group.rules.filter((rule) => rule.direction === direction)
  return (
    <Section title={title}>
      <Items none={none}>
        {rules.map((rule) => (
          <Item
            key={rule.id}
            actions={
              may ? (
                <Remove
                  label={`Delete the rule ${trafficWords(rule)}`}
                  onClick={() => ask({ to: 'rule.delete', group, rule })}
                />
              ) : undefined
            }
          >
            <span>{trafficWords(rule)}</span>
            <span className={css.quiet}>
              {direction === 'ingress' ? 'from' : 'to'} {withoutMarks(otherSide(rule, world.group))}
            </span>
            {rule.description === '' ? undefined : (
              <span className={css.quiet}>
                <Name name={rule.description} />
              </span>
            )}
          </Item>
        ))}
      </Items>
    </Section>
  )
}
