/** The button beside a machine's name that looks at it anew. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'

interface CheckAgainProps {
  readonly machine: string
  readonly busy: boolean
  readonly onAgain: (machine: string) => void
}

export function CheckAgain({ machine, busy, onAgain }: CheckAgainProps) {
  const label = busy ? `${machine} is being looked at` : `Check ${machine} again`
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={label}
        disabled={busy}
        onClick={() => onAgain(machine)}
      >
        <IconRefresh size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
