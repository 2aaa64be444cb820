/** Networks: what connects the instances of this cloud, as a live picture and as tables, and everything that can be done with it. */
import { Button } from '@mantine/core'
import { IconPlus, IconRoute2 } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { readingOnly } from '../../api/policy.ts'
import { useMe } from '../../api/useMe.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { PermittedButton } from '../../ui/PermittedButton.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { count } from '../../ui/words.ts'
// The same words on every screen of what runs.
import { NoAnswer } from '../instances/NoAnswer.tsx'
import { Details } from './details/Details.tsx'
import type { Asked } from './dialogs/asked.ts'
import { NetworkDialog } from './dialogs/NetworkDialog.tsx'
import { ReachDrawer } from './ReachDrawer.tsx'
import { ToldAt } from './StateOf.tsx'
import { Tables } from './tables/Tables.tsx'
import { TopologyTab } from './topology/TopologyTab.tsx'
import { useNetworks } from './useNetworks.ts'
import { ViewTabs } from './ViewTabs.tsx'
import { type ViewId, viewOf } from './views.ts'
import type { NetworkWorld } from './world.ts'

const NEW: Readonly<Record<ViewId, readonly [words: string, asked: Asked]>> = {
  topology: ['New network', { to: 'network.new' }],
  networks: ['New network', { to: 'network.new' }],
  routers: ['New router', { to: 'router.new' }],
  ports: ['New port', { to: 'port.new' }],
  'floating-ips': ['New floating IP', { to: 'floatingIp.new' }],
  'security-groups': ['New security group', { to: 'group.new' }],
}

export function NetworksScreen() {
  const cloud = useCloud()
  const view = viewOf(useParams().view)
  const me = useMe(cloud)
  const { all, setAll } = useAll()
  const { world, complete, at, error } = useNetworks(cloud, all && me?.isAdmin === true)
  const drawer = useDrawer('show')
  const reach = useReach()
  const creating = useDrawer('create')
  const create = (): void => creating.show('yes')
  const [begun, setBegun] = useState<Asked>()
  const navigate = useNavigate()
  const [words, fresh] = NEW[view]
  const asked = begun ?? (creating.open === undefined ? undefined : fresh)
  const end = (): void => {
    setBegun(undefined)
    if (creating.open !== undefined) creating.close()
  }
  const details =
    world === undefined ? undefined : reach.open !== undefined ? (
      <ReachDrawer cloud={cloud} world={world} chosen={reach.open} onChoose={reach.choose} onClose={reach.close} />
    ) : drawer.open === undefined ? undefined : (
      <Details
        id={drawer.open}
        complete={complete}
        cloud={cloud}
        world={world}
        me={me}
        ask={setBegun}
        show={drawer.show}
        onClose={drawer.close}
      />
    )
  return (
    <ToldAt value={at}>
      <Screen
        title="Networks"
        fill
        status={
          <span role="status">{world === undefined ? '' : `${summary(world)}${complete ? '' : ' (reading on)'}`}</span>
        }
        actions={
          <>
            <Button
              variant="default"
              disabled={world === undefined}
              leftSection={<IconRoute2 size={16} aria-hidden />}
              onClick={() => reach.choose('')}
            >
              Can I reach…?
            </Button>
            <PermittedButton
              forbidden={readingOnly(me)}
              disabled={world === undefined}
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={create}
            >
              {words}
            </PermittedButton>
          </>
        }
      >
        <ViewTabs cloud={cloud} view={view} all={all} />
        {error === undefined ? undefined : (
          <NoAnswer cloud={cloud} error={error} at={world === undefined ? undefined : at} />
        )}
        {world === undefined ? (
          error === undefined && <Waiting what="networks" />
        ) : (
          <WithDrawer drawer={details}>
            {view === 'topology' ? (
              <TopologyTab
                world={world}
                open={drawer.open}
                onOpen={drawer.show}
                complete={complete}
                forbidden={readingOnly(me)}
                onNew={create}
                onAll={() => navigate(`/clouds/${cloud}/networks/ports${all ? '?all=yes' : ''}`)}
              />
            ) : (
              <Tables
                view={view}
                world={world}
                complete={complete}
                open={drawer.open}
                onOpen={drawer.show}
                me={me}
                ask={setBegun}
                all={all && me?.isAdmin === true}
                onAll={setAll}
              />
            )}
          </WithDrawer>
        )}
        {asked === undefined || world === undefined ? undefined : (
          <NetworkDialog asked={asked} cloud={cloud} world={world} me={me} onClose={end} />
        )}
      </Screen>
    </ToldAt>
  )
}

function summary({ floatingIps, networks, routers }: NetworkWorld): string {
  const parts = [
    count(networks.length, 'network'),
    count(routers.length, 'router'),
    count(floatingIps.length, 'floating IP'),
  ]
  return parts.join(', ')
}

/** Of every project; in the address. */
function useAll() {
  const [search, setSearch] = useSearchParams()
  return {
    all: search.get('all') === 'yes',
    setAll: (all: boolean) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before)
          if (all) next.set('all', 'yes')
          else next.delete('all')
          return next
        },
        { replace: true },
      ),
  }
}

/** Which instance the way is checked to; in the address. Another drawer gives way to it. */
function useReach() {
  const [search, setSearch] = useSearchParams()
  const set = (id: string | undefined): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        if (id === undefined) next.delete('reach')
        else next.set('reach', id)
        return next
      },
      { replace: true },
    )
  return { open: search.get('reach') ?? undefined, choose: set, close: () => set(undefined) }
}
