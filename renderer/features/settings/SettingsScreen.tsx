/** Settings: how the window looks and behaves, and where the app keeps things. */
import { SegmentedControl, Switch } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Preferences } from '../../../electron/contract/index.ts'
import { usePreferences } from '../../api/usePreferences.ts'
import { useRequest } from '../../api/useRequest.ts'
import { Copyable } from '../../ui/Copyable.tsx'
import { KeyValue } from '../../ui/KeyValue.tsx'
import { Screen } from '../../ui/Screen.tsx'
import css from './SettingsScreen.module.css'

const NOTHING = {}

const THEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
]

const DENSITIES = [
  { value: 'compact', label: 'Dense' },
  { value: 'comfortable', label: 'Roomy' },
]

export function SettingsScreen() {
  const { preferences, write } = usePreferences()
  const info = useRequest('app.info', NOTHING).data
  return (
    <Screen title="Settings" status="For every cloud; changes hold at once">
      <div className={css.settings}>
        <Section title="Look">
          <Setting title="Theme" id="theme">
            <SegmentedControl
              aria-labelledby="theme"
              data={THEMES}
              value={preferences.theme}
              onChange={(theme) => write({ theme: theme as Preferences['theme'] })}
            />
          </Setting>
          <Setting title="Tables" id="density" hint="Rows of 32 or of 40 pixels.">
            <SegmentedControl
              aria-labelledby="density"
              data={DENSITIES}
              value={preferences.density}
              onChange={(density) => write({ density: density as Preferences['density'] })}
            />
          </Setting>
          <Setting title="List of screens" id="rail" hint="Ctrl B does the same.">
            <Switch
              aria-labelledby="rail"
              label="Icons only"
              checked={preferences.railCollapsed}
              onChange={(event) => write({ railCollapsed: event.currentTarget.checked })}
            />
          </Setting>
        </Section>
        <Section title="Notifications">
          <Setting title="When something ends" id="notify" hint="A deployment that is done or failed, for example.">
            <Switch
              aria-labelledby="notify"
              label={info?.kind === 'browser' ? 'Tell me on this page and in its title' : 'Tell me on the desktop'}
              checked={preferences.notifications}
              onChange={(event) => write({ notifications: event.currentTarget.checked })}
            />
          </Setting>
        </Section>
        <Section title="This app">
          {info === undefined ? undefined : (
            <KeyValue
              rows={[
                ['Version', <Copyable key="v" text={info.version} />],
                [
                  'Runs as',
                  info.kind === 'electron' ? 'Desktop app' : 'Page in a browser, served on this computer only',
                ],
                ['Keeps things in', <Copyable key="f" text={info.folder} what="the folder" />],
              ]}
            />
          )}
          <p className={css.privacy}>
            No telemetry, no update check, no request to anywhere but your machines, the clouds you connect to and the
            images you choose (and Debian's mirrors for practice machines).
          </p>
        </Section>
      </div>
    </Screen>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css.section}>
      <h2>{title}</h2>
      <div className={css.rows}>{children}</div>
    </section>
  )
}

interface SettingProps {
  readonly title: string
  readonly id: string
  readonly hint?: string
  readonly children: ReactNode
}

function Setting({ title, id, hint, children }: SettingProps) {
  return (
    <div className={css.row}>
      <div>
        <p id={id}>{title}</p>
        {hint === undefined ? undefined : <p className={css.hint}>{hint}</p>}
      </div>
      {children}
    </div>
  )
}
