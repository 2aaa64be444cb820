/** Access: who and what may log in to the running cloud, with which key, to which project, and how much they may have there. */
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useWho } from '../../api/useMe.ts'
import { useShell } from '../../app/shellState.ts'
import { useCloud } from '../../app/useCloud.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { isolated } from '../../ui/bidi.ts'
import { Screen } from '../../ui/Screen.tsx'
import { ScreenTabs } from '../../ui/ScreenTabs.tsx'
import { useDrawer } from '../../ui/SideDrawer.tsx'
import { NoAnswer } from '../instances/NoAnswer.tsx'
import { AppCredentials } from './AppCredentials.tsx'
import { ExportTab } from './ExportTab.tsx'
import { KeyPairs } from './KeyPairs.tsx'
import { Projects } from './Projects.tsx'
import { QuotaTab } from './QuotaTab.tsx'
import { Users } from './Users.tsx'

interface Tab {
  readonly id: string
  readonly title: string
  readonly admin?: true
  readonly content: (cloud: string, own: boolean) => ReactNode
}

const TABS: readonly Tab[] = [
  { id: 'keys', title: 'Key pairs', content: (cloud) => <KeyPairs cloud={cloud} /> },
  { id: 'projects', title: 'Projects', content: (cloud) => <Projects cloud={cloud} /> },
  { id: 'users', title: 'Users', admin: true, content: (cloud) => <Users cloud={cloud} /> },
  { id: 'quotas', title: 'Quotas', content: (cloud) => <QuotaTab cloud={cloud} /> },
  { id: 'app-credentials', title: 'Application credentials', content: (cloud) => <AppCredentials cloud={cloud} /> },
  { id: 'export', title: 'Export', content: (cloud, own) => <ExportTab cloud={cloud} own={own} /> },
]

export function AccessScreen() {
  const cloud = useCloud()
  const navigate = useNavigate()
  const { clouds } = useShell()
  const own = clouds?.find(({ id }) => id === cloud)?.kind !== 'connected'
  const { data: me, error } = useWho(cloud)
  const tab = useDrawer('tab')
  // Only administrators may look at users: others are not offered what the cloud would refuse.
  const tabs = TABS.filter(({ admin }) => admin !== true || me?.isAdmin === true)
  const open = tabs.find(({ id }) => id === tab.open) ?? tabs[0]
  return (
    <Screen
      title="Access"
      fill
      status={
        <span role="status">
          {me === undefined
            ? ''
            : `Logged in as ${isolated(me.user.name)} to the project ${isolated(me.project.name)}, as ${me.roles.join(', ') || 'nobody in particular'}`}
        </span>
      }
    >
      {me === undefined ? (
        error === null ? (
          <Waiting what="access" />
        ) : (
          <NoAnswer cloud={cloud} error={error.data} at={undefined} />
        )
      ) : (
        <ScreenTabs
          tabs={tabs.map(({ content, id, title }) => ({ id, title, content: content(cloud, own) }))}
          open={open?.id ?? 'keys'}
          // Another tab begins with nothing open of the one before.
          onOpen={(id) => navigate(`/clouds/${cloud}/access?tab=${id}`, { replace: true })}
        />
      )}
    </Screen>
  )
}
