/** A toast that says what is about to happen, with the button that takes it back. */
import { Button } from '@mantine/core'
import css from '../Instances.module.css'

interface UndoToastProps {
  readonly text: string
  readonly onUndo: () => void
}

export function UndoToast({ text, onUndo }: UndoToastProps) {
  return (
    <div className={css.undo}>
      <span>{text}</span>
      <Button size="compact-sm" variant="default" onClick={onUndo}>
        Undo
      </Button>
    </div>
  )
}
