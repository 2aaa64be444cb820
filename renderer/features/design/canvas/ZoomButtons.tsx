/** The buttons that magnify the canvas, for those who have no wheel and no keys at hand. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import css from './RackCanvas.module.css'

interface ZoomButtonsProps {
  readonly onIn: () => void
  readonly onOut: () => void
  readonly onFit: () => void
}

export function ZoomButtons({ onIn, onOut, onFit }: ZoomButtonsProps) {
  return (
    <div className={css.zoom}>
      <ZoomButton label="Magnify" icon={IconPlus} onClick={onIn} />
      <ZoomButton label="Make smaller" icon={IconMinus} onClick={onOut} />
      <ZoomButton label="Fit everything" icon={IconMaximize} onClick={onFit} />
    </div>
  )
}

interface ZoomButtonProps {
  readonly label: string
  readonly icon: typeof IconPlus
  readonly onClick: () => void
}

function ZoomButton({ label, icon: Icon, onClick }: ZoomButtonProps) {
  return (
    <Tooltip label={label} position="left">
      <ActionIcon variant="default" size={28} aria-label={label} onClick={onClick}>
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
