/** The tabs of the screen: the picture, and a table of each kind. */
import { LinkTabs } from '../../ui/ScreenTabs.tsx'
import { VIEWS, type ViewId } from './views.ts'

interface ViewTabsProps {
  readonly cloud: string
  readonly view: ViewId
  /** Of every project: goes on from tab to tab. */
  readonly all: boolean
}

export function ViewTabs({ cloud, view, all }: ViewTabsProps) {
  const tabs = VIEWS.map(({ id, title }) => ({
    id,
    title,
    to: `/clouds/${cloud}/networks/${id}${all ? '?all=yes' : ''}`,
  }))
  return <LinkTabs label="Kinds of network things" tabs={tabs} open={view} />
}
