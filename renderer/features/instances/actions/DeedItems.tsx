/** The items of an instance's menu: what is possible now; in the drawer also what is not, and why. */
import { Menu } from '@mantine/core'
import { Fragment } from 'react'
import type { Server } from '../../../../electron/contract/live.ts'
import { DeedItem } from '../../../ui/DeedItem.tsx'
import { allowedActions } from './allowed.ts'
import { DEEDS, type Deed } from './deeds.ts'
import type { Deeds } from './useDeeds.ts'

interface DeedItemsProps {
  readonly deeds: Deeds
  readonly server: Server
  /** Shows what its state does not allow too, with the reason. What policy forbids is absent everywhere. */
  readonly reasons?: boolean
}

const GROUPS: readonly Deed['group'][] = ['Power', 'Change', 'Network', 'Move', 'End']

export function DeedItems({ deeds, server, reasons = false }: DeedItemsProps) {
  const verdicts = allowedActions(server, deeds.around)
  const shown = DEEDS.flatMap((deed): readonly { readonly deed: Deed; readonly why: string | undefined }[] => {
    const verdict = verdicts.get(deed.id)
    if (verdict === undefined) return []
    if (verdict.possible) return [{ deed, why: undefined }]
    return reasons && verdict.never !== true && deed.onlyThen !== true ? [{ deed, why: verdict.why }] : []
  })
  const groups = GROUPS.map((group) => shown.filter(({ deed }) => deed.group === group)).filter((all) => all.length > 0)
  return groups.map((all, place) => (
    <Fragment key={all[0]?.deed.group}>
      {place === 0 ? undefined : <Menu.Divider />}
      {all.map(({ deed, why }) => (
        <DeedItem
          key={deed.id}
          verb={deed.verb}
          danger={deed.danger}
          why={why}
          onDo={() => deeds.begin(deed.id, [server])}
        />
      ))}
    </Fragment>
  ))
}
