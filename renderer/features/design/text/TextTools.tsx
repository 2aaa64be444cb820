/** Undo, redo and whether the text is saved: the same on every screen that edits cloud.yaml. */
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useEffect } from 'react'
import { Status } from '../../../ui/Status.tsx'
import type { OpenCloudText } from '../useCloudText.ts'

export function UndoButtons({ cloudText }: { readonly cloudText: OpenCloudText }) {
  const { session, undo, redo } = cloudText
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return
      // A field that is being written in has an undo of its own; so has the editor, which calls the same one.
      if (event.target instanceof Element && event.target.closest('input, textarea, .cm-editor') !== null) return
      const key = event.key.toLowerCase()
      if (key === 'z' && !event.shiftKey) session.undo()
      else if (key === 'y' || key === 'z') session.redo()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [session])
  return (
    <>
      <TurnButton label="Undo" what={undo} keys="Ctrl+Z" icon={IconArrowBackUp} onClick={session.undo} />
      <TurnButton label="Redo" what={redo} keys="Ctrl+Shift+Z" icon={IconArrowForwardUp} onClick={session.redo} />
    </>
  )
}

interface TurnButtonProps {
  readonly label: string
  readonly what: string | undefined
  readonly keys: string
  readonly icon: typeof IconArrowBackUp
  readonly onClick: () => void
}

function TurnButton({ label, what, keys, icon: Icon, onClick }: TurnButtonProps) {
  const words = what === undefined ? `Nothing to ${label.toLowerCase()}` : `${label}: ${what}`
  return (
    <Tooltip label={what === undefined ? words : `${words} (${keys})`}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words}
        aria-disabled={what === undefined}
        {...(what === undefined ? { 'data-disabled': true } : {})}
        onClick={onClick}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

const SAVING = {
  saved: ['works', 'Saved'],
  waiting: ['progress', 'Saving'],
  saving: ['progress', 'Saving'],
  failed: ['failed', 'Not saved'],
  conflict: ['needs-you', 'Changed elsewhere'],
} as const

export function SavingStatus({ saving }: { readonly saving: OpenCloudText['saving'] }) {
  const [kind, words] = SAVING[saving]
  return <Status kind={kind}>{words}</Status>
}
