/** The screens by group, and above them the cloud they are about. */
import { Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react'
import { Link, useLocation } from 'react-router'
import { type ScreenEntry, screensOf } from '../routes.ts'
import { useShell } from '../shellState.ts'
import { CONTROL, screenShortcut } from '../shortcuts.ts'
import { CloudSwitcher } from './CloudSwitcher.tsx'
import css from './Rail.module.css'

interface RailProps {
  readonly collapsed: boolean
  readonly onCollapse: () => void
  readonly onPalette: () => void
}

const GROUPS: readonly ScreenEntry['group'][] = ['Build', 'Run', 'Tools']

export function Rail({ collapsed, onCollapse, onPalette }: RailProps) {
  const { cloud = '', clouds = [] } = useShell()
  const screens = screensOf(clouds.find(({ id }) => id === cloud)?.kind)
  const groups = GROUPS.filter((group) => screens.some((screen) => screen.group === group))
  const { pathname } = useLocation()
  return (
    <nav className={css.rail} data-collapsed={collapsed || undefined} aria-label="Screens">
      <CloudSwitcher collapsed={collapsed} />
      <RailTip label={`Find (${CONTROL} K)`} on={collapsed}>
        <button type="button" className={css.find} onClick={onPalette}>
          <IconSearch size={16} stroke={1.75} aria-hidden />
          {collapsed ? (
            <span className="visually-hidden">Find a screen, a cloud or an action</span>
          ) : (
            <>
              <span className={css.word}>
                Find<span className="visually-hidden"> a screen, a cloud or an action</span>
              </span>
              <kbd className={css.keys} aria-hidden>
                {CONTROL} K
              </kbd>
            </>
          )}
        </button>
      </RailTip>
      <div className={css.groups}>
        {groups.map((group) => (
          <section key={group} aria-label={group} className={css.group}>
            {collapsed ? undefined : <h2 className={css.title}>{group}</h2>}
            <ul>
              {screens
                .filter((screen) => screen.group === group)
                .map((screen) => {
                  const here = pathname.split('/')[3] === screen.path
                  const keys = screenShortcut(screen.path)
                  return (
                    <li key={screen.path}>
                      <RailTip label={keys === undefined ? screen.title : `${screen.title} (${keys})`} on={collapsed}>
                        <Link
                          to={`/clouds/${cloud}/${screen.path}`}
                          className={css.entry}
                          aria-current={here ? 'page' : undefined}
                          aria-label={collapsed ? screen.title : undefined}
                        >
                          <screen.icon size={16} stroke={1.75} aria-hidden />
                          {collapsed ? undefined : (
                            <>
                              <span className={css.word}>{screen.title}</span>
                              {keys === undefined ? undefined : (
                                <kbd className={css.keys} aria-hidden>
                                  {keys}
                                </kbd>
                              )}
                            </>
                          )}
                        </Link>
                      </RailTip>
                    </li>
                  )
                })}
            </ul>
          </section>
        ))}
      </div>
      <RailTip label={`Wider (${CONTROL} B)`} on={collapsed}>
        <button
          type="button"
          className={css.entry}
          aria-expanded={!collapsed}
          aria-label={collapsed ? 'Show the names of the screens' : undefined}
          onClick={onCollapse}
        >
          {collapsed ? (
            <IconLayoutSidebarLeftExpand size={16} stroke={1.75} aria-hidden />
          ) : (
            <>
              <IconLayoutSidebarLeftCollapse size={16} stroke={1.75} aria-hidden />
              <span className={css.word}>Icons only</span>
            </>
          )}
        </button>
      </RailTip>
    </nav>
  )
}

function RailTip(props: { readonly label: string; readonly on: boolean; readonly children: React.JSX.Element }) {
  return (
    <Tooltip label={props.label} disabled={!props.on} position="right">
      {props.children}
    </Tooltip>
  )
}
