/** State of a machine as its card's sign: looked at, seen before, being looked at, not answering, or something wrong with its entry. */
import { IconAlertTriangle, IconCircle, IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react'
import type { MachineState } from '../../../../electron/contract/index.ts'
import css from './MachineNode.module.css'

interface MachineSignProps {
  readonly phase: MachineState['phase']
  readonly problems: number
}

export function MachineSign({ phase, problems }: MachineSignProps) {
  const [Icon, kind, words] =
    problems > 0
      ? ([IconAlertTriangle, 'needs-you', problems === 1 ? 'one problem' : `${problems} problems`] as const)
      : SIGNS[phase]
  return (
    <span className={css.sign} data-kind={kind} title={words}>
      <Icon size={16} role="img" aria-label={words} />
    </span>
  )
}

const SIGNS = {
  ready: [IconCircleCheck, 'works', 'looked at'],
  seen: [IconCircle, 'off', 'seen before the app was opened'],
  probing: [IconLoader2, 'progress', 'being looked at'],
  failed: [IconCircleX, 'failed', 'did not answer'],
  unknown: [IconCircle, 'off', 'not looked at yet'],
} as const
