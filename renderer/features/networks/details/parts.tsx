/** Parts all the drawers here are made of. */
import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Me } from '../../../../electron/contract/running.ts'
import { Name } from '../../../ui/Name.tsx'
import type { Asked } from '../dialogs/asked.ts'
import type { NetworkWorld } from '../world.ts'
import css from './Details.module.css'

/** What every drawer is given. */
export interface DetailsProps {
  readonly cloud: string
  readonly world: NetworkWorld
  readonly me: Me | undefined
  readonly ask: (asked: Asked) => void
  /** Shows another thing in place of this one. */
  readonly show: (id: string) => void
  readonly onClose: () => void
}

interface SectionProps {
  readonly title: string
  /** What adds to it. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, action, children }: SectionProps) {
  return (
    <section className={css.section}>
      <h3>
        {title}
        {action}
      </h3>
      {children}
    </section>
  )
}

export function SmallButton(props: {
  readonly children: ReactNode
  readonly onClick: () => void
  readonly red?: boolean
}) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={props.onClick}
      {...(props.red === true ? { color: 'red' } : {})}
    >
      {props.children}
    </Button>
  )
}

/** Things of a list, each with what can be done with it at its end. */
export function Items({ children, none }: { readonly children: readonly ReactNode[]; readonly none: string }) {
  if (children.length === 0) return <p className={css.quiet}>{none}</p>
  return <ul className={css.list}>{children}</ul>
}

interface ItemProps {
  readonly children: ReactNode
  readonly actions?: ReactNode
}

export function Item({ children, actions }: ItemProps) {
  return (
    <li className={css.item}>
      <div className={css.what}>{children}</div>
      {actions}
    </li>
  )
}

interface RemoveProps {
  /** "Delete the rule TCP 22" */
  readonly label: string
  readonly onClick: () => void
}

export function Remove({ label, onClick }: RemoveProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} title={label} onClick={onClick}>
      <IconX size={14} aria-hidden />
    </ActionIcon>
  )
}

interface ToProps {
  readonly id: string
  readonly name: string
  readonly show: (id: string) => void
}

/** A name that leads to the thing's own drawer. */
export function To({ id, name, show }: ToProps) {
  return (
    <button type="button" className={css.link} onClick={() => show(id)}>
      <Name name={name} id={id} />
    </button>
  )
}

export function NotYours({ world, projectId }: { readonly world: NetworkWorld; readonly projectId: string }) {
  const project = world.project.get(projectId)
  return (
    <p className={css.note}>
      It belongs to {project === undefined ? 'another project' : <Name name={project.name} id={project.id} />}: you may
      use it, its owner and administrators may change it.
    </p>
  )
}
