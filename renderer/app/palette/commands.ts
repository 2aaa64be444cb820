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
import { useNavigate } from 'react-router'
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
  instances: ['servers', 'virtual machines', 'vms', 'nova'],
  done: ['verify', 'credentials', 'openrc', 'horizon', 'clouds.yaml'],
  terminals: ['shell', 'ssh', 'console'],
  history: ['runs', 'journal'],
  settings: ['preferences', 'options'],
}

export function useCommands({ onHelp }: { readonly onHelp: () => void }): readonly PaletteCommand[] {
  const { clouds = [], cloud } = useShell()
  const navigate = useNavigate()
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
  const launch: PaletteCommand = {
    title: 'Launch instance',
    group: 'Actions',
    icon: IconPlus,
    words: ['create', 'new server', 'virtual machine', 'boot'],
    does: () => at('instances/new'),
  }
  return [
    ...(cloud === undefined ? [] : [...screens, launch]),
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
