/** Stands before a screen that needs a finished design: as long as something is missing it says so, and leads there. */
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { CloudSummary } from '../../../electron/contract/index.ts'
import { useShell } from '../../app/shellState.ts'
import { Waiting } from '../../app/Waiting.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Screen } from '../../ui/Screen.tsx'
import { count } from '../../ui/words.ts'
import { useCloudText } from './useCloudText.ts'

interface DesignFirstProps {
  readonly cloud: string
  /** Of the screen behind it. */
  readonly title: string
  /** What it is for. */
  readonly purpose: string
  readonly children: ReactNode
}

export function DesignFirst({ cloud, title, purpose, children }: DesignFirstProps) {
  const { design, error } = useCloudText(cloud)
  const { clouds } = useShell()
  const summary = clouds?.find(({ id }) => id === cloud)
  if (clouds === undefined) return <Wait title={title} />
  // Text that is not saved yet and text just changed elsewhere: the newer of the two may be in either place.
  if (summary === undefined || summary.problems === 0 || wasDeployed(summary)) return children
  // What cannot be read is told by the screen itself.
  if (design === undefined) return error === undefined ? <Wait title={title} /> : children
  const { machines, problems } = design
  if (problems.length === 0) return children
  const [what, where, action] =
    machines.length === 0
      ? (['There are no machines yet', 'machines', 'Add machines'] as const)
      : (['Finish the design first', 'design', 'Open the design'] as const)
  return (
    <Screen title={title}>
      <EmptyState
        title={what}
        action={
          <Button component={Link} to={`/clouds/${cloud}/${where}`}>
            {action}
          </Button>
        }
      >
        {purpose}
        {machines.length === 0
          ? undefined
          : ` To solve before that: ${count(problems.length, 'problem')} of the design.`}
      </EmptyState>
    </Screen>
  )
}

/** It is there then, with what is known of it, whatever was made of its cloud.yaml since. */
function wasDeployed({ lastRun, unread }: CloudSummary): boolean {
  return (
    unread !== undefined || (lastRun !== undefined && !(lastRun.operation === 'destroy' && lastRun.state === 'done'))
  )
}

function Wait({ title }: Pick<DesignFirstProps, 'title'>) {
  return (
    <Screen title={title}>
      <Waiting what="design" />
    </Screen>
  )
}
