/** Takes something away: says before what breaks, and why Neutron would refuse. */
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import type { ActionStep } from '../../../ui/explained.ts'
import type { Losses } from '../losses.ts'
import css from './Dialogs.module.css'

interface LossDialogProps {
  readonly cloud: string
  /** A question: "Delete the network lan?" */
  readonly title: string
  readonly submit: string
  readonly steps: readonly ActionStep[]
  readonly losses: Losses
  /** Id of the row, and the words in it meanwhile. */
  readonly mark: { readonly id: string; readonly words: string }
  readonly onDone?: () => void
  readonly onClose: () => void
}

export function LossDialog({ cloud, title, submit, steps, losses, mark, onDone, onClose }: LossDialogProps) {
  const { blocked, lost } = losses
  return (
    <ActionDialog
      cloud={cloud}
      title={title}
      submit={submit}
      danger
      steps={steps}
      chain={(step) => step}
      waiting={blocked === undefined ? undefined : 'Neutron would refuse it as things are.'}
      mark={{ ids: [mark.id], words: mark.words }}
      onClose={onClose}
      {...(onDone === undefined ? {} : { onDone })}
    >
      {blocked === undefined ? undefined : <p>{blocked}</p>}
      {lost.length === 0 ? (
        blocked === undefined && <p>Nothing else is changed by it.</p>
      ) : (
        <ul className={css.lost}>
          {lost.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </ActionDialog>
  )
}
