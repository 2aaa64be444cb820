/** One instance beside the list: its facts, its network cards, its console log, what was done with it, what it uses; and what can be done. */
import { Button, Menu, Tabs } from '@mantine/core'
import {
  IconChevronDown,
  IconDeviceDesktop,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTerminal2,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type DrawerState, SideDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
// The way to an instance is a matter of the networks.
import { Reach } from '../networks/reach/Reach.tsx'
import { allowedActions } from './actions/allowed.ts'
import { DeedItems } from './actions/DeedItems.tsx'
import { type DeedId, deed } from './actions/deeds.ts'
import type { Deeds } from './actions/useDeeds.ts'
import { ConsoleLog } from './ConsoleLog.tsx'
import { consolePath, terminalPath } from './consolePaths.ts'
import { History } from './History.tsx'
import { InstanceNotes } from './InstanceNotes.tsx'
import css from './Instances.module.css'
import { Metrics } from './Metrics.tsx'
import { NetworkCards } from './NetworkCards.tsx'
import { Overview } from './Overview.tsx'
import type { InstanceRow } from './rows.ts'

interface InstanceDrawerProps {
  readonly cloud: string
  readonly row: InstanceRow
  readonly deeds: Deeds
  /** The tab, as the address says. */
  readonly tab: DrawerState
  readonly onHow: () => void
  readonly onClose: () => void
}

/** Asked of an administrator only (policy os_compute_api:os-server-diagnostics). */
const METRICS_FORBIDDEN = 'Only administrators may read what an instance uses: the figures come from its host.'

const QUICK: readonly (readonly [DeedId, ReactNode])[] = [
  ['start', <IconPlayerPlay key="start" size={14} aria-hidden />],
  ['stop', <IconPlayerStop key="stop" size={14} aria-hidden />],
  ['rebootSoft', <IconRefresh key="reboot" size={14} aria-hidden />],
  ['unpause', <IconPlayerPlay key="unpause" size={14} aria-hidden />],
  ['resume', <IconPlayerPlay key="resume" size={14} aria-hidden />],
  ['unshelve', <IconPlayerPlay key="unshelve" size={14} aria-hidden />],
  ['unrescue', <IconPlayerStop key="unrescue" size={14} aria-hidden />],
]

export function InstanceDrawer({ cloud, row, deeds, tab, onHow, onClose }: InstanceDrawerProps) {
  const { server, state } = row
  const verdicts = allowedActions(server, deeds.around)
  const tabs: readonly (readonly [id: string, title: string, content: ReactNode])[] = [
    ['overview', 'Overview', <Overview key="overview" row={row} deeds={deeds} />],
    ['network', 'Network', <NetworkCards key={server.id} cloud={cloud} server={server} deeds={deeds} />],
    ['reach', 'Reach', <Reach key={server.id} cloud={cloud} server={server} />],
    ['log', 'Console log', <ConsoleLog key={server.id} cloud={cloud} server={server} />],
    ['history', 'History', <History key={server.id} cloud={cloud} server={server} />],
    [
      'metrics',
      'Metrics',
      <Metrics
        key={server.id}
        cloud={cloud}
        server={server}
        forbidden={deeds.around.me?.isAdmin === true ? undefined : METRICS_FORBIDDEN}
      />,
    ],
  ]
  const open = tabs.some(([id]) => id === tab.open) ? tab.open : 'overview'
  return (
    <SideDrawer
      title={server.name === '' ? server.id : server.name}
      status={
        <span role="status">
          <Status kind={state.kind}>{state.words}</Status>
        </span>
      }
      onClose={onClose}
      actions={
        <>
          <Button
            component={Link}
            to={consolePath(cloud, server.id)}
            size="compact-sm"
            variant="default"
            leftSection={<IconDeviceDesktop size={14} aria-hidden />}
          >
            Console
          </Button>
          <Button
            component={Link}
            to={terminalPath(cloud, server.id)}
            size="compact-sm"
            variant="default"
            leftSection={<IconTerminal2 size={14} aria-hidden />}
          >
            Terminal
          </Button>
          {QUICK.filter(([id]) => verdicts.get(id)?.possible === true).map(([id, icon]) => (
            <Button
              key={id}
              size="compact-sm"
              variant="default"
              leftSection={icon}
              onClick={() => deeds.begin(id, [server])}
            >
              {deed(id).verb}
            </Button>
          ))}
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
                Actions
              </Button>
            </Menu.Target>
            <Menu.Dropdown className={css.menu}>
              <DeedItems deeds={deeds} server={server} reasons />
              <Menu.Divider />
              <Menu.Item onClick={onHow}>How this is done…</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <InstanceNotes cloud={cloud} row={row} deeds={deeds} />
      <Tabs
        className={css.tabs}
        value={open ?? 'overview'}
        keepMounted={false}
        onChange={(id) => (id === null || id === 'overview' ? tab.close() : tab.show(id))}
      >
        <Tabs.List>
          {tabs.map(([id, title]) => (
            <Tabs.Tab key={id} value={id}>
              {title}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(([id, , content]) => (
          <Tabs.Panel key={id} value={id} className={css.panel}>
            {content}
          </Tabs.Panel>
        ))}
      </Tabs>
    </SideDrawer>
  )
}
