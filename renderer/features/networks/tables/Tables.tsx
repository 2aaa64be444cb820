/** The table of each tab. */
import { Button, Switch } from '@mantine/core'
import { type ReactNode, useMemo } from 'react'
import { readingOnly } from '../../../api/policy.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { PermittedButton } from '../../../ui/PermittedButton.tsx'
import { DataTable, type DataTableProps } from '../../../ui/table/DataTable.tsx'
import type { Asked } from '../dialogs/asked.ts'
import { floatingIpMenu, groupMenu, type MenuHand, networkMenu, portMenu, routerMenu } from '../menus.tsx'
import css from '../Networks.module.css'
import type { ViewId } from '../views.ts'
import type { NetworkWorld } from '../world.ts'
import { floatingIpColumns, groupColumns, networkColumns, portColumns, routerColumns } from './columns.tsx'
import { floatingIpRows, groupRows, networkRows, portRows, routerRows } from './rows.ts'

interface TablesProps extends MenuHand {
  readonly view: Exclude<ViewId, 'topology'>
  readonly world: NetworkWorld
  readonly complete: boolean
  readonly open: string | undefined
  readonly onOpen: (id: string) => void
  readonly all: boolean
  readonly onAll: (all: boolean) => void
}

export function Tables(props: TablesProps) {
  const { view, me, ask, all } = props
  const admin = me?.isAdmin === true
  const show = useMemo(() => ({ admin, project: all }), [admin, all])
  const hand: MenuHand = { me, ask }
  switch (view) {
    case 'networks':
      return (
        <Table
          {...props}
          label="Networks"
          make={networkRows}
          columns={networkColumns}
          show={show}
          menu={(row) => networkMenu(hand, row)}
          asked={{ to: 'network.new' }}
          create="Create the first network"
        >
          {NO_NETWORKS}
        </Table>
      )
    case 'routers':
      return (
        <Table
          {...props}
          label="Routers"
          make={routerRows}
          columns={routerColumns}
          show={show}
          menu={(row) => routerMenu(hand, row)}
          asked={{ to: 'router.new' }}
          create="Create the first router"
        >
          A router connects networks with each other and leads from them to the LAN, where floating IPs are from.
        </Table>
      )
    case 'ports':
      return (
        <Table
          {...props}
          label="Ports"
          make={portRows}
          columns={portColumns}
          show={show}
          menu={(row) => portMenu(hand, row)}
          asked={{ to: 'port.new' }}
          create="Create a port"
        >
          A port is where something is plugged into a network. Each instance gets one by itself; made before, it keeps
          its address from one instance to the next.
        </Table>
      )
    case 'floating-ips':
      return (
        <Table
          {...props}
          label="Floating IPs"
          make={floatingIpRows}
          columns={floatingIpColumns}
          show={show}
          menu={(row) => floatingIpMenu(hand, row)}
          asked={{ to: 'floatingIp.new' }}
          create="Take the first floating IP"
        >
          A floating IP is an address of the LAN that leads to an instance on a network of your own, and can be led to
          another at any time.
        </Table>
      )
    case 'security-groups':
      return (
        <Table
          {...props}
          label="Security groups"
          make={groupRows}
          columns={groupColumns}
          show={show}
          menu={(row) => groupMenu(hand, row)}
          asked={{ to: 'group.new' }}
          create="Create a security group"
        >
          A security group says what may reach the instances in it. What no rule lets through is dropped.
        </Table>
      )
  }
}

const NO_NETWORKS =
  'A network is a wire instances are plugged into; its subnet has their addresses. A router leads from it to the LAN.'

interface TableProps<T extends { readonly id: string }> extends TablesProps {
  readonly label: string
  readonly make: (world: NetworkWorld) => readonly T[]
  readonly columns: (show: { readonly admin: boolean; readonly project: boolean }) => DataTableProps<T>['columns']
  readonly show: { readonly admin: boolean; readonly project: boolean }
  readonly menu: (row: T) => ReactNode
  /** What the button of the empty table asks for, and its words. */
  readonly asked: Asked
  readonly create: string
  /** What the things are for. */
  readonly children: ReactNode
}

const rowId = ({ id }: { readonly id: string }): string => id

function Table<T extends { readonly id: string }>(props: TableProps<T>) {
  const { view, label, make, columns, show, world, complete, me, ask, asked, create, children } = props
  const rows = useMemo(() => make(world), [make, world])
  const shown = useMemo(() => columns(show), [columns, show])
  const first = shown[0]?.id ?? ''
  const sort = useMemo(() => [{ id: first, desc: false }], [first])
  return (
    <DataTable
      key={view}
      id={`networks.${view}`}
      label={label}
      rows={rows}
      columns={shown}
      rowId={rowId}
      sort={sort}
      open={props.open}
      onOpen={(row) => props.onOpen(row.id)}
      menu={props.menu}
      tools={
        me?.isAdmin === true ? (
          <Switch
            className={css.all}
            label="All projects"
            labelPosition="left"
            size="xs"
            checked={props.all}
            onChange={(event) => props.onAll(event.currentTarget.checked)}
          />
        ) : undefined
      }
      empty={
        complete ? (
          <EmptyState
            title={`No ${label.toLowerCase().replace('ips', 'IPs')} yet`}
            action={
              <>
                <PermittedButton forbidden={readingOnly(me)} onClick={() => ask(asked)}>
                  {create}
                </PermittedButton>
                {me?.isAdmin === true && !props.all ? (
                  <Button variant="subtle" onClick={() => props.onAll(true)}>
                    Look in all projects
                  </Button>
                ) : undefined}
              </>
            }
          >
            {children}
          </EmptyState>
        ) : undefined
      }
    />
  )
}
