/** Which cloud the screens are about: switch, make a new one, open a cloud.yaml, take one off the list. */
import { Menu, Tooltip } from '@mantine/core'
import {
  IconCheck,
  IconCloud,
  IconFileText,
  IconListDetails,
  IconPlugConnected,
  IconPlus,
  IconSelector,
  IconTrash,
} from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { CloudSummary } from '../../../electron/contract/index.ts'
import { count } from '../../ui/words.ts'
import { useShell } from '../shellState.ts'
import css from './CloudSwitcher.module.css'
import { ForgetCloud } from './ForgetCloud.tsx'
import { RemovePractice } from './RemovePractice.tsx'

/** Forms come with what checks them, which the first paint does not need: loaded while the menu is read. */
const OpenCloud = lazy(() => import('./OpenCloud.tsx').then((m) => ({ default: m.OpenCloud })))
const ConnectCloud = lazy(() => import('./ConnectCloud.tsx').then((m) => ({ default: m.ConnectCloud })))

export function CloudSwitcher({ collapsed }: { readonly collapsed: boolean }) {
  const { clouds = [], cloud } = useShell()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [wasOpen, setWasOpen] = useState(false)
  const [asking, setAsking] = useState<'open' | 'connect' | 'forget' | 'remove'>()
  const current = clouds.find(({ id }) => id === cloud)
  const about = ({ kind, machines, practice, unread }: CloudSummary): string =>
    kind === 'connected'
      ? 'connected'
      : `${count(machines, 'machine')}${practice ? ', practice' : ''}${unread === undefined ? '' : ', history unreadable'}`
  // The same screen of the other cloud; a screen's details do not go along.
  const screen = pathname.split('/')[3] ?? 'machines'
  return (
    <>
      <Menu position="bottom-start" width={260} onOpen={() => setWasOpen(true)}>
        <Menu.Target>
          <Tooltip label={cloud ?? 'Clouds'} disabled={!collapsed} position="right">
            <button type="button" className={css.switcher} data-collapsed={collapsed || undefined}>
              <span className={css.mark}>
                <IconCloud size={16} stroke={2} aria-hidden />
              </span>
              {collapsed ? (
                <span className="visually-hidden">{cloud}: choose another cloud</span>
              ) : (
                <>
                  <span className={css.words}>
                    <span className={css.name}>{cloud}</span>
                    <span className={css.about}>{current === undefined ? 'Not in the list' : about(current)}</span>
                  </span>
                  <span className="visually-hidden">Choose another cloud</span>
                  <IconSelector size={16} aria-hidden />
                </>
              )}
            </button>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Clouds</Menu.Label>
          {clouds.map((one) => (
            <Menu.Item
              key={one.id}
              leftSection={<IconCheck size={14} aria-hidden className={one.id === cloud ? '' : css.other} />}
              rightSection={<span className={css.about}>{about(one)}</span>}
              aria-current={one.id === cloud ? 'true' : undefined}
              onClick={() => navigate(`/clouds/${one.id}/${screen}`)}
            >
              {one.id}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={14} aria-hidden />} onClick={() => navigate('/new')}>
            New cloud…
          </Menu.Item>
          <Menu.Item leftSection={<IconFileText size={14} aria-hidden />} onClick={() => setAsking('open')}>
            Open a cloud.yaml…
          </Menu.Item>
          <Menu.Item leftSection={<IconPlugConnected size={14} aria-hidden />} onClick={() => setAsking('connect')}>
            Connect to a cloud of clouds.yaml…
          </Menu.Item>
          {current?.practice === true ? (
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={() => setAsking('remove')}
            >
              Take its practice machines away…
            </Menu.Item>
          ) : undefined}
          {current === undefined ? undefined : (
            <Menu.Item leftSection={<IconListDetails size={14} aria-hidden />} onClick={() => setAsking('forget')}>
              Take {current.id} off the list…
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {wasOpen ? <OpenCloud opened={asking === 'open'} onClose={() => setAsking(undefined)} /> : undefined}
        {wasOpen ? <ConnectCloud opened={asking === 'connect'} onClose={() => setAsking(undefined)} /> : undefined}
      </Suspense>
      <RemovePractice cloud={asking === 'remove' ? current : undefined} onClose={() => setAsking(undefined)} />
      <ForgetCloud cloud={asking === 'forget' ? current : undefined} onClose={() => setAsking(undefined)} />
    </>
  )
}
