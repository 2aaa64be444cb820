/** Instances: what runs in this cloud, as it changes, and everything that can be done with it. */

import { Button, Menu } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { readingOnly } from '../../api/policy.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LANGUAGE } from '../../ui/language.ts'
import { PermittedButton } from '../../ui/PermittedButton.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { BulkBar } from './actions/BulkBar.tsx'
import { DeedDialogs } from './actions/DeedDialogs.tsx'
import { DeedItems } from './actions/DeedItems.tsx'
import { HowDialog } from './actions/HowDialog.tsx'
import { useDeeds } from './actions/useDeeds.ts'
import { columns } from './columns.tsx'
import { consolePath, terminalPath } from './consolePaths.ts'
import { FilterTools } from './FilterTools.tsx'
import { FILTERS, type FilterName, type Filters, filtered } from './filters.ts'
import { GoneDrawer } from './GoneDrawer.tsx'
import { InstanceDrawer } from './InstanceDrawer.tsx'
import { LeftBehind } from './LeftBehind.tsx'
import { NoAnswer } from './NoAnswer.tsx'
import { type InstanceRow, summary } from './rows.ts'
import { useInstances } from './useInstances.ts'

const rowId = (row: InstanceRow): string => row.id
const BY_NAME = [{ id: 'name', desc: false }]
const LAUNCH = 'Launch instance'
const NONE: readonly InstanceRow[] = []

export function InstancesScreen() {
  const cloud = useCloud()
  const { filters, all, setFilter, setAll, clear } = useFilters()
  const deeds = useDeeds(cloud)
  const { me } = deeds.around
  const forbidden = readingOnly(me)
  const everyProject = all && me?.isAdmin === true
  const { rows: told, complete, at, error } = useInstances(cloud, everyProject)
  const rows = told ?? NONE
  const drawer = useDrawer('instance')
  const tab = useDrawer('tab')
  const [how, setHow] = useState<InstanceRow>()
  const isAdmin = me?.isAdmin === true
  const shownColumns = useMemo(() => columns({ host: isAdmin, project: everyProject }), [isAdmin, everyProject])
  const shown = useMemo(() => filtered(rows, filters), [rows, filters])
  const open = rows.find(({ id }) => id === drawer.open)
  const filtering = Object.keys(filters).length > 0
  const create = `/clouds/${cloud}/instances/new`
  return (
    <Screen
      title="Instances"
      fill
      status={
        <span role="status">{told === undefined ? '' : `${summary(rows)}${complete ? '' : ' (reading on)'}`}</span>
      }
      actions={
        <PermittedButton forbidden={forbidden} to={create} leftSection={<IconPlus size={16} aria-hidden />}>
          {LAUNCH}
        </PermittedButton>
      }
    >
      <LeftBehind cloud={cloud} />
      {error === undefined ? undefined : (
        <NoAnswer cloud={cloud} error={error} at={told === undefined ? undefined : at} />
      )}
      {told === undefined && error !== undefined ? undefined : (
        <WithDrawer
          drawer={
            drawer.open === undefined ? undefined : open !== undefined ? (
              <InstanceDrawer
                cloud={cloud}
                row={open}
                deeds={deeds}
                tab={tab}
                onHow={() => setHow(open)}
                onClose={drawer.close}
              />
            ) : complete ? (
              <GoneDrawer id={drawer.open} onClose={drawer.close} />
            ) : undefined
          }
        >
          <DataTable
            id="instances"
            label="Instances"
            rows={shown}
            columns={shownColumns}
            rowId={rowId}
            sort={BY_NAME}
            open={drawer.open}
            onOpen={(row) => drawer.show(row.id)}
            menu={(row) => (
              <>
                <Menu.Item component={Link} to={consolePath(cloud, row.id)}>
                  Open the console
                </Menu.Item>
                <Menu.Item component={Link} to={terminalPath(cloud, row.id)}>
                  Open a terminal
                </Menu.Item>
                <Menu.Divider />
                <DeedItems deeds={deeds} server={row.server} />
                <Menu.Divider />
                <Menu.Item onClick={() => setHow(row)}>How this is done…</Menu.Item>
              </>
            )}
            actions={(chosen) => <BulkBar deeds={deeds} servers={chosen.map(({ server }) => server)} />}
            tools={
              <FilterTools
                rows={rows}
                filters={filters}
                onFilter={setFilter}
                all={isAdmin ? all : undefined}
                onAll={setAll}
              />
            }
            waiting={complete || told !== undefined ? undefined : <Waiting what="instances" />}
            empty={
              filtering && rows.length > 0 ? (
                <EmptyState
                  title="No instance fits"
                  action={
                    <Button variant="default" onClick={clear}>
                      Show all {rows.length.toLocaleString(LANGUAGE)}
                    </Button>
                  }
                >
                  There are instances, but none with what is chosen above the list.
                </EmptyState>
              ) : complete ? (
                <EmptyState
                  title="No instances yet"
                  action={
                    <>
                      <PermittedButton forbidden={forbidden} to={`${create}?first=yes`}>
                        Launch your first instance
                      </PermittedButton>
                      {isAdmin && !all ? (
                        <Button variant="subtle" onClick={() => setAll(true)}>
                          Look in all projects
                        </Button>
                      ) : undefined}
                    </>
                  }
                >
                  An instance is a virtual machine: an image started on one of your computes, with a network card and
                  your key in it.
                </EmptyState>
              ) : undefined
            }
          />
        </WithDrawer>
      )}
      <DeedDialogs cloud={cloud} deeds={deeds} />
      {how === undefined ? undefined : (
        <HowDialog server={how.server} forbidden={deeds.around.forbidden} onClose={() => setHow(undefined)} />
      )}
    </Screen>
  )
}

/** In the address, so that a link can say what is to be seen. */
function useFilters() {
  const [search, setSearch] = useSearchParams()
  // Whatever signs a tag has.
  const key = JSON.stringify(FILTERS.map((name) => search.get(name)))
  const filters: Filters = useMemo(() => {
    const values: readonly (string | null)[] = JSON.parse(key)
    return Object.fromEntries(FILTERS.flatMap((name, index) => (values[index] ? [[name, values[index]]] : [])))
  }, [key])
  const set = (changes: Readonly<Record<string, string | undefined>>): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) {
          if (value === undefined) next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true },
    )
  return {
    filters,
    all: search.get('all') === 'yes',
    setFilter: (name: FilterName, value: string | undefined) => set({ [name]: value }),
    setAll: (all: boolean) => set(all ? { all: 'yes' } : { all: undefined, project: undefined }),
    clear: () => set(Object.fromEntries(FILTERS.map((name) => [name, undefined]))),
  }
}
