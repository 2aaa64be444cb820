/** Instead of the canvas while there is nothing to draw: what it is for, and where machines come from. */
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import css from './DesignScreen.module.css'

export function NoMachines({ cloud }: { readonly cloud: string }) {
  return (
    <div className={css.empty}>
      <EmptyState
        title="No machines to design with"
        action={
          <Button component={Link} to={`/clouds/${cloud}/machines`}>
            Add machines
          </Button>
        }
      >
        Here you decide which machine runs which part of the cloud: drag roles onto machines, or let a layout do it.
      </EmptyState>
    </div>
  )
}
