/** Overview: how the running cloud is doing, as it changes: what is wrong first, then use, machines, and what happened. */
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RequestOutput } from '../../../electron/contract/index.ts'
import type { MachineHealth } from '../../../electron/contract/overview.ts'
import { useWho } from '../../api/useMe.ts'
import { usePreferences } from '../../api/usePreferences.ts'
import { type CallError, call } from '../../api/useRequest.ts'
import { useRows } from '../../api/useRows.ts'
import { useShell } from '../../app/shellState.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { Scrolled } from '../../ui/Scrolled.tsx'
import { useDrawer, WithDrawer } from '../../ui/SideDrawer.tsx'
import { Status } from '../../ui/Status.tsx'
import { DataTable } from '../../ui/table/DataTable.tsx'
import { useNow } from '../../ui/useNow.ts'
import { count } from '../../ui/words.ts'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import { Apis } from './Apis.tsx'
import { Behind } from './Behind.tsx'
import { capacityOf } from './capacity.ts'
import { events } from './events.ts'
import { Happened } from './Happened.tsx'
import { InstanceStates } from './InstanceStates.tsx'
import { MachineHealthDrawer } from './MachineHealthDrawer.tsx'
import { machineColumns } from './machineColumns.tsx'
import css from './Overview.module.css'
import { Problems } from './Problems.tsx'
import { type Problem, problems } from './problems.ts'
import { CapacityCard, QuotaCard } from './Use.tsx'
import { useHealth } from './useHealth.ts'

const rowId = ({ id }: MachineHealth): string => id
const BY_NAME = [{ id: 'name', desc: false }]
/** Milliseconds between two looks at the quota: two small questions. */
const QUOTA = 1_500
/** Milliseconds until it is asked for again where it is not told. */
const AGAIN = 5_000
/** Events shown. */
const EVENTS = 8
/** Pixels: the table's tools and heading with its borders, and a row; more than so many rows scroll in it. */
const TABLE = { head: 83, row: { compact: 32, comfortable: 40 }, rows: 10 }
const NONE: readonly never[] = []

export function OverviewScreen() {
  const cloud = useCloud()
  const { clouds } = useShell()
  const kind = clouds?.find(({ id }) => id === cloud)?.kind
  const own = kind === undefined ? undefined : kind === 'own'
  const { apis, error, machines, noticed, series } = useHealth(cloud, own)
  const { data: me, error: unknown } = useWho(cloud)
  const all = me?.isAdmin === true
  const mine = me === undefined ? undefined : { cloud, all }
  const asAdmin = all ? mine : undefined
  const servers = useRows('live.servers', mine)
  const computeServices = useRows('live.computeServices', asAdmin)
  const networkAgents = useRows('live.networkAgents', asAdmin)
  const hypervisors = useRows('live.hypervisors', asAdmin)
  const providers = useRows('live.resourceProviders', asAdmin)
  const migrations = useRows('live.migrations', asAdmin)
  const actions = useRows('live.pastActions', mine)
  const limits = useQuery<RequestOutput<'quotas.limits'>, CallError>({
    queryKey: ['quotas.limits', { cloud }],
    queryFn: () => call('quotas.limits', { cloud }),
    enabled: me !== undefined,
    refetchInterval: ({ state }) => (state.error === null ? QUOTA : AGAIN),
  })
  const now = useNow(true, 10_000)
  const drawer = useDrawer('machine')
  const { density } = usePreferences().preferences
  const found = useMemo(
    () =>
      problems({
        ...{ cloud, own: own === true, all, now },
        apis: apis?.apis ?? NONE,
        machines: machines?.machines ?? NONE,
        computeServices: computeServices.rows ?? NONE,
        networkAgents: networkAgents.rows ?? NONE,
        servers: servers.rows ?? NONE,
        migrations: migrations.rows ?? NONE,
        actions: actions.rows ?? NONE,
      }),
    [
      cloud,
      own,
      all,
      now,
      apis,
      machines,
      computeServices.rows,
      networkAgents.rows,
      servers.rows,
      migrations.rows,
      actions.rows,
    ],
  )
  const happened = useMemo(
    () =>
      events(
        {
          ...{ cloud, all, noticed },
          servers: servers.rows ?? NONE,
          migrations: migrations.rows ?? NONE,
          actions: actions.rows ?? NONE,
        },
        EVENTS,
      ),
    [cloud, all, servers.rows, migrations.rows, actions.rows, noticed],
  )
  const capacity = useMemo(
    () => (providers.rows === undefined ? undefined : capacityOf(providers.rows, hypervisors.rows ?? NONE)),
    [providers.rows, hypervisors.rows],
  )
  const columns = useMemo(() => machineColumns(series), [series])
  const noWay = error ?? apis?.error ?? machines?.error
  // Without knowing who one is nothing else is asked for.
  const noLogin = unknown?.data
  const open = machines?.machines.find(({ id }) => id === drawer.open)
  const asked = apis !== undefined && apis.apis.length > 0 && apis.apis.every(({ state }) => state !== 'asking')
  return (
    <Screen
      title="Overview"
      fill
      status={<span role="status">{noWay !== undefined ? undefined : <Summary problems={found} asked={asked} />}</span>}
    >
      {noWay === undefined ? undefined : <NoAnswer cloud={cloud} error={noWay} at={undefined} />}
      {error !== undefined ? undefined : apis === undefined ? (
        <Waiting what="overview" />
      ) : (
        <WithDrawer
          drawer={
            open === undefined ? undefined : (
              <MachineHealthDrawer cloud={cloud} machine={open} series={series} onClose={drawer.close} />
            )
          }
        >
          <Scrolled as="section" className={css.page} aria-label="How the cloud is doing">
            <Problems problems={found} now={now} />
            {own === true && machines !== undefined && machines.machines.length > 0 ? (
              <section
                className={css.machines}
                aria-label="Machines"
                style={{ height: TABLE.head + TABLE.row[density] * Math.min(TABLE.rows, machines.machines.length) }}
              >
                <DataTable
                  id="overview-machines"
                  label="Machines"
                  rows={machines.machines}
                  columns={columns}
                  rowId={rowId}
                  sort={BY_NAME}
                  open={drawer.open}
                  onOpen={(machine) => drawer.show(machine.id)}
                />
              </section>
            ) : undefined}
            <div className={css.columns}>
              <div className={css.column}>
                <InstanceStates
                  cloud={cloud}
                  all={all}
                  servers={servers.rows}
                  error={servers.error ?? noLogin}
                  at={servers.at}
                />
                <Apis apis={apis.apis} error={apis.apis.length === 0 ? apis.error : undefined} series={series} />
              </div>
              <div className={css.column}>
                {all ? <CapacityCard capacity={capacity} error={providers.error} at={providers.at} /> : undefined}
                <QuotaCard
                  project={me?.project.name}
                  limits={limits.data}
                  error={limits.error?.data ?? noLogin}
                  at={limits.dataUpdatedAt}
                />
                {all ? (
                  <Behind
                    services={computeServices.rows}
                    agents={networkAgents.rows}
                    error={computeServices.error ?? networkAgents.error}
                  />
                ) : undefined}
              </div>
              <Happened
                events={happened}
                isKnown={actions.rows !== undefined}
                error={actions.error ?? noLogin}
                at={actions.at}
                now={now}
              />
            </div>
          </Scrolled>
        </WithDrawer>
      )}
    </Screen>
  )
}

function Summary({ problems: found, asked }: { readonly problems: readonly Problem[]; readonly asked: boolean }) {
  const failed = found.filter(({ kind }) => kind === 'failed').length
  if (failed > 0) return <Status kind="failed">{count(failed, 'failure')}</Status>
  if (found.length > 0)
    return (
      <Status kind="needs-you">{found.length === 1 ? '1 thing needs you' : `${found.length} things need you`}</Status>
    )
  return asked ? <Status kind="works">Everything works</Status> : <Status kind="progress">Looking</Status>
}
