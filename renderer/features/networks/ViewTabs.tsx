/** The tabs of the screen, as links: each can be opened in its own window, and the way back leads through them. */
import { Link } from 'react-router'
import css from './Networks.module.css'
import { VIEWS, type ViewId } from './views.ts'

interface ViewTabsProps {
  readonly cloud: string
  readonly view: ViewId
  /** Of every project: goes on from tab to tab. */
  readonly all: boolean
}

export function ViewTabs({ cloud, view, all }: ViewTabsProps) {
  return (
    <nav className={css.tabs} aria-label="Kinds of network things">
      {VIEWS.map(({ id, title }) => (
        <Link
          key={id}
          className={css.tab}
          to={`/clouds/${cloud}/networks/${id}${all ? '?all=yes' : ''}`}
          aria-current={id === view ? 'page' : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}
