/** What can be done with several instances at once. */
import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { Server } from '../../../../electron/contract/live.ts'
import { forMany } from './allowed.ts'
import { DEEDS, type Deed, type DeedId, deed } from './deeds.ts'
import type { Deeds } from './useDeeds.ts'

interface BulkBarProps {
  readonly deeds: Deeds
  readonly servers: readonly Server[]
}

const FIRST: readonly DeedId[] = ['start', 'stop', 'rebootSoft', 'delete']

export function BulkBar({ deeds, servers }: BulkBarProps) {
  const more = DEEDS.filter(({ id, many }) => many === true && !FIRST.includes(id))
    .map((one) => ({ one, ...forMany(one, servers, deeds.around) }))
    .filter(({ possible }) => possible.length > 0)
  return (
    <>
      {FIRST.map((id) => (
        <BulkButton key={id} deed={deed(id)} deeds={deeds} servers={servers} />
      ))}
      {more.length === 0 ? undefined : (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ one, possible }) => (
              <Menu.Item key={one.id} onClick={() => deeds.begin(one.id, servers)}>
                {withCount(one, possible.length, servers.length)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

function BulkButton({ deed: one, deeds, servers }: BulkBarProps & { readonly deed: Deed }) {
  const { possible, why } = forMany(one, servers, deeds.around)
  const none = possible.length === 0
  return (
    <Button
      variant="default"
      {...(one.danger === true ? { color: 'red' } : {})}
      // Not `disabled`: the reason must be within reach of pointer and keyboard.
      {...(none ? { 'aria-disabled': true, 'data-disabled': true, title: why } : {})}
      onClick={() => {
        if (!none) deeds.begin(one.id, servers)
      }}
    >
      {withCount(one, possible.length, servers.length)}
    </Button>
  )
}

/** "Stop", or "Stop 3 of 5" where it is not possible for all. */
function withCount({ verb }: Deed, possible: number, all: number): string {
  return possible === all || possible === 0
    ? verb
    : `${verb.replace('…', '')} ${possible} of ${all}${verb.endsWith('…') ? '…' : ''}`
}
