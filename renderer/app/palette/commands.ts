/** What the palette can do: go to a screen or a cloud, and the actions that need no further question. */
import {
  IconCloud,
  IconDeviceDesktop,
  IconKeyboard,
  IconLayoutRows,
  IconMoon,
  IconPlayerPlay,
  IconPlus,
  IconRadar2,
  IconStethoscope,
  IconSun,
  type TablerIcon,
} from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import type { Me } from '../../../electron/contract/running.ts'
import { readingOnly } from '../../api/policy.ts'
import { usePreferences } from '../../api/usePreferences.ts'
import { useAction } from '../../api/useRequest.ts'
import { screensOf } from '../routes.ts'
import { useShell } from '../shellState.ts'
import { screenShortcut } from '../shortcuts.ts'

export interface PaletteCommand {
  /** Different from every other's. */
  readonly title: string
  readonly group: 'Screens' | 'Actions' | 'Clouds' | 'Look'
  readonly icon: TablerIcon
  /** Other words a person may type for it. */
  readonly words?: readonly string[]
  readonly keys?: string | undefined
  readonly does: () => void
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
  machines: ['servers', 'hosts', 'nodes'],
  design: ['roles', 'canvas', 'layout', 'cloud.yaml'],
  network: ['provider', 'region', 'advanced'],
  check: ['preflight', 'findings'],
  plan: ['preview', 'diff', 'changes'],
  deploy: ['run', 'apply', 'install'],
  overview: ['health', 'capacity', 'quota', 'services', 'events'],
  instances: ['servers', 'virtual machines', 'vms', 'nova'],
  images: ['glance', 'iso', 'snapshots', 'catalogue'],
  networks: ['subnets', 'routers', 'ports', 'floating ips', 'security groups', 'topology', 'neutron'],
  access: ['key pairs', 'projects', 'users', 'roles', 'quotas', 'application credentials', 'export', 'keystone'],
  computes: ['hypervisors', 'flavors', 'zones', 'aggregates', 'drain', 'maintenance'],
  recipes: ['kubernetes', 'web server'],
  done: ['verify', 'credentials', 'openrc', 'horizon', 'clouds.yaml'],
  terminals: ['shell', 'ssh', 'console'],
  history: ['runs', 'journal'],
  settings: ['preferences', 'options'],
}

interface RunningAction {
  readonly title: string
  /** Where its form is open at once. */
  readonly path: string
  readonly words: readonly string[]
  readonly admin?: true
  /** Makes something in the project: more than a reader may. */
  readonly member?: true
}

/** What a person begins with in a cloud that runs. */
const RUNNING: readonly RunningAction[] = [
  {
    title: 'Launch instance',
    path: 'instances/new',
    words: ['create', 'new server', 'virtual machine', 'boot'],
    member: true,
  },
  { title: 'Add image', path: 'images?create=yes', words: ['upload', 'import', 'download', 'iso'], member: true },
  { title: 'New network', path: 'networks/networks?create=yes', words: ['create', 'subnet'], member: true },
  { title: 'New router', path: 'networks/routers?create=yes', words: ['create', 'gateway'], member: true },
  {
    title: 'New floating IP',
    path: 'networks/floating-ips?create=yes',
    words: ['create', 'public address', 'lan'],
    member: true,
  },
  {
    title: 'New security group',
    path: 'networks/security-groups?create=yes',
    words: ['create', 'firewall', 'rules'],
    member: true,
  },
  { title: 'Can I reach an instance?', path: 'networks?reach=', words: ['path check', 'ping', 'broken', 'connect'] },
  { title: 'Create key pair', path: 'access?tab=keys&create=yes', words: ['new ssh key'] },
  { title: 'Import a public key', path: 'access?tab=keys&create=import', words: ['ssh key pair', 'upload'] },
  {
    title: 'Create application credential',
    path: 'access?tab=app-credentials&create=yes',
    words: ['new', 'token', 'robot'],
  },
  { title: 'Export clouds.yaml', path: 'access?tab=export', words: ['openrc', 'terraform', 'credentials'] },
  { title: 'Create project', path: 'access?tab=projects&create=yes', words: ['new', 'tenant'], admin: true },
  { title: 'Create user', path: 'access?tab=users&create=yes', words: ['new', 'person'], admin: true },
  { title: 'Create flavor', path: 'computes?tab=flavors&create=yes', words: ['new', 'size'], admin: true },
  { title: 'Create aggregate', path: 'computes?tab=zones&create=yes', words: ['new zone'], admin: true },
]

export function useCommands({ onHelp }: { readonly onHelp: () => void }): readonly PaletteCommand[] {
  const { clouds = [], cloud } = useShell()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { write } = usePreferences()
  const probe = useAction('machines.probe')
  const check = useAction('preflight.run')
  const at = (path: string): void => void navigate(`/clouds/${cloud}/${path}`)
  const kind = clouds.find(({ id }) => id === cloud)?.kind
  const screens = screensOf(kind).map(
    ({ path, title, icon }): PaletteCommand => ({
      title,
      icon,
      group: 'Screens',
      words: WORDS[path] ?? [],
      keys: screenShortcut(path),
      does: () => at(path),
    }),
  )
  const actions: readonly PaletteCommand[] =
    cloud === undefined || kind === 'connected'
      ? []
      : [
          {
            title: 'Add machines',
            group: 'Actions',
            icon: IconPlus,
            words: ['new machine', 'ssh config'],
            does: () => at('machines?add=form'),
          },
          {
            title: 'Probe all machines',
            group: 'Actions',
            icon: IconRadar2,
            words: ['refresh', 'facts'],
            does() {
              at('machines')
              probe.mutate({ cloud })
            },
          },
          {
            title: 'Check all machines',
            group: 'Actions',
            icon: IconStethoscope,
            words: ['preflight'],
            does() {
              at('check')
              check.mutate({ cloud })
            },
          },
          {
            title: 'Look at the plan and deploy',
            group: 'Actions',
            icon: IconPlayerPlay,
            words: ['apply'],
            does: () => at('plan'),
          },
        ]
  // Of somebody who is known to be none, what only administrators may do is not offered.
  const me = client.getQueryData<Me>(['running.me', { cloud }])
  const isMember = me?.isAdmin === false
  const isReader = readingOnly(me) !== undefined
  const running = RUNNING.filter(
    ({ admin, member }) => (admin !== true || !isMember) && (member !== true || !isReader),
  ).map(
    ({ path, title, words }): PaletteCommand => ({
      title,
      words,
      group: 'Actions',
      icon: IconPlus,
      does: () => at(path),
    }),
  )
  return [
    ...(cloud === undefined ? [] : [...screens, ...running]),
    ...actions,
    ...clouds.map(
      ({ id }): PaletteCommand => ({
        title: `Cloud ${id}`,
        group: 'Clouds',
        icon: IconCloud,
        words: [id],
        does: () => void navigate(`/clouds/${id}/machines`),
      }),
    ),
    { title: 'New cloud', group: 'Clouds', icon: IconPlus, words: ['practise'], does: () => void navigate('/new') },
    { title: 'Light theme', group: 'Look', icon: IconSun, does: () => write({ theme: 'light' }) },
    { title: 'Dark theme', group: 'Look', icon: IconMoon, does: () => write({ theme: 'dark' }) },
    { title: 'Theme of the system', group: 'Look', icon: IconDeviceDesktop, does: () => write({ theme: 'system' }) },
    {
      title: 'Dense tables',
      group: 'Look',
      icon: IconLayoutRows,
      words: ['compact'],
      does: () => write({ density: 'compact' }),
    },
    {
      title: 'Roomy tables',
      group: 'Look',
      icon: IconLayoutRows,
      words: ['comfortable'],
      does: () => write({ density: 'comfortable' }),
    },
    {
      title: 'Keyboard shortcuts',
      group: 'Look',
      icon: IconKeyboard,
      words: ['help', 'keys'],
      keys: '?',
      does: onHelp,
    },
  ]
}
