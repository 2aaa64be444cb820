/** Takes something away: says before what breaks, and why Neutron would refuse. */
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import css from './Dialogs.module.css'
import type { Way } from './takingAway.ts'

interface LossDialogProps extends Way {
  readonly cloud: string
  readonly onClose: () => void
}

export function LossDialog({ cloud, title, submit, steps, losses, mark, onClose }: LossDialogProps) {
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
