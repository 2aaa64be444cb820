/** The screens by address and place in the rail. Each screen is loaded when first shown. */
import {
  IconChecklist,
  IconCpu,
  IconDisc,
  IconGitCompare,
  IconHeartRateMonitor,
  IconHistory,
  IconKey,
  IconNetwork,
  IconPackages,
  IconRocket,
  IconRoute2,
  IconSchema,
  IconServer2,
  IconServerBolt,
  IconSettings,
  IconShieldCheck,
  IconTerminal2,
  type TablerIcon,
} from '@tabler/icons-react'
import { type ComponentType, lazy } from 'react'
import type { CloudSummary } from '../../electron/contract/index.ts'

export interface ScreenEntry {
  /** Below the cloud's address: /clouds/:cloud/<path>. */
  readonly path: string
  readonly title: string
  /** Its place in the rail; undefined for one that is reached from another screen, which stands last here. */
  readonly group: 'Build' | 'Run' | 'Tools' | undefined
  readonly icon: TablerIcon
  readonly component: ComponentType
  /** Fetches its code ahead of time. */
  readonly fetch: () => Promise<unknown>
  /** `own`: shows machines or the cloud.yaml, which a cloud that is only used does not have here. */
  readonly needs?: 'own'
}

/** In the order of the rail; nowhere else is a screen named. A screen reads its cloud with `useCloud()`. */
export const SCREENS: readonly ScreenEntry[] = [
  entry(
    'machines',
    'Machines',
    'Build',
    IconServer2,
    () => import('../features/machines/MachinesScreen.tsx').then((m) => m.MachinesScreen),
    'own',
  ),
  entry(
    'design',
    'Design',
    'Build',
    IconSchema,
    () => import('../features/design/DesignScreen.tsx').then((m) => m.DesignScreen),
    'own',
  ),
  entry(
    'network',
    'Network & settings',
    'Build',
    IconNetwork,
    () => import('../features/network/NetworkScreen.tsx').then((m) => m.NetworkScreen),
    'own',
  ),
  entry(
    'check',
    'Check',
    'Build',
    IconChecklist,
    () => import('../features/check/CheckScreen.tsx').then((m) => m.CheckScreen),
    'own',
  ),
  entry(
    'plan',
    'Plan',
    'Build',
    IconGitCompare,
    () => import('../features/plan/PlanScreen.tsx').then((m) => m.PlanScreen),
    'own',
  ),
  entry(
    'deploy',
    'Deploy',
    'Build',
    IconRocket,
    () => import('../features/deploy/DeployScreen.tsx').then((m) => m.DeployScreen),
    'own',
  ),
  entry('overview', 'Overview', 'Run', IconHeartRateMonitor, () =>
    import('../features/overview/OverviewScreen.tsx').then((m) => m.OverviewScreen),
  ),
  entry('instances', 'Instances', 'Run', IconServerBolt, () =>
    import('../features/instances/InstancesScreen.tsx').then((m) => m.InstancesScreen),
  ),
  entry('images', 'Images', 'Run', IconDisc, () =>
    import('../features/images/ImagesScreen.tsx').then((m) => m.ImagesScreen),
  ),
  entry('networks', 'Networks', 'Run', IconRoute2, () =>
    import('../features/networks/NetworksScreen.tsx').then((m) => m.NetworksScreen),
  ),
  entry('access', 'Access', 'Run', IconKey, () =>
    import('../features/access/AccessScreen.tsx').then((m) => m.AccessScreen),
  ),
  entry('computes', 'Computes', 'Run', IconCpu, () =>
    import('../features/computes/ComputesScreen.tsx').then((m) => m.ComputesScreen),
  ),
  entry('recipes', 'Recipes', 'Run', IconPackages, () =>
    import('../features/recipes/RecipesScreen.tsx').then((m) => m.RecipesScreen),
  ),
  entry(
    'done',
    'Proof & access',
    'Run',
    IconShieldCheck,
    () => import('../features/done/DoneScreen.tsx').then((m) => m.DoneScreen),
    'own',
  ),
  entry('terminals', 'Terminals', 'Tools', IconTerminal2, () =>
    import('../features/terminals/TerminalsScreen.tsx').then((m) => m.TerminalsScreen),
  ),
  entry(
    'history',
    'History',
    'Tools',
    IconHistory,
    () => import('../features/history/HistoryScreen.tsx').then((m) => m.HistoryScreen),
    'own',
  ),
  entry('settings', 'Settings', 'Tools', IconSettings, () =>
    import('../features/settings/SettingsScreen.tsx').then((m) => m.SettingsScreen),
  ),
]

/** Places within a screen that fill it: by their address only, in no rail, palette or list of shortcuts. */
export const PLACES: readonly Pick<ScreenEntry, 'path' | 'component'>[] = [
  place('instances/new', () =>
    import('../features/instances/create/CreateInstanceScreen.tsx').then((m) => m.CreateInstanceScreen),
  ),
  place('instances/:id/console', () => import('../features/console/ConsoleScreen.tsx').then((m) => m.ConsoleScreen)),
  place('networks/:view', () => import('../features/networks/NetworksScreen.tsx').then((m) => m.NetworksScreen)),
]

function place(path: string, load: () => Promise<ComponentType>): (typeof PLACES)[number] {
  return { path, component: lazy(async () => ({ default: await load() })) }
}

function entry(
  path: string,
  title: string,
  group: ScreenEntry['group'],
  icon: TablerIcon,
  load: () => Promise<ComponentType>,
  needs?: 'own',
): ScreenEntry {
  const component = lazy(async () => ({ default: await load() }))
  return { path, title, group, icon, component, fetch: load, ...(needs === undefined ? {} : { needs }) }
}

/** Those a cloud of that kind has; all of them while it is not known. */
export function screensOf(kind: CloudSummary['kind'] | undefined): readonly ScreenEntry[] {
  return kind === 'connected' ? SCREENS.filter(({ needs }) => needs === undefined) : SCREENS
}
