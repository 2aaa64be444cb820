/** On to the check of the machines; as long as something is wrong it says what, and does not go. */
import { Button, Tooltip } from '@mantine/core'
import { Link } from 'react-router'
import type { Design } from '../../../electron/contract/index.ts'
import { count } from '../../ui/words.ts'

export function CheckButton({ cloud, design }: { readonly cloud: string; readonly design: Design | undefined }) {
  const reason = whyNot(design)
  if (reason === undefined) {
    return (
      <Button component={Link} to={`/clouds/${cloud}/check`}>
        Check machines
      </Button>
    )
  }
  return (
    <Tooltip label={reason}>
      <Button aria-disabled data-disabled title={reason} onClick={(event) => event.preventDefault()}>
        Check machines
      </Button>
    </Tooltip>
  )
}

function whyNot(design: Design | undefined): string | undefined {
  if (design === undefined) return 'cloud.yaml is being read.'
  if (design.machines.length === 0) return 'The cloud has no machines yet.'
  const { length } = design.problems
  return length === 0 ? undefined : `Solve ${length === 1 ? 'the one problem' : count(length, 'problem')} first.`
}
