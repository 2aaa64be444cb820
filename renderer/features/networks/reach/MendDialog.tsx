/** Does what mends a broken link, after saying what that is. */
import type { PathLink } from '../../../../electron/contract/paths.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { withoutMarks } from '../../../ui/bidi.ts'

interface MendDialogProps {
  readonly cloud: string
  readonly link: PathLink
  /** The cloud has taken it: it is worth looking again. */
  readonly onMended: () => void
  readonly onClose: () => void
}

export function MendDialog({ cloud, link, onMended, onClose }: MendDialogProps) {
  const { mending, remedy = '', why } = link
  if (mending === undefined) return undefined
  return (
    <ActionDialog
      cloud={cloud}
      title={withoutMarks(remedy.replace(/\.$/, '')) || 'Mend it'}
      submit="Do it"
      steps={[mending]}
      onDone={onMended}
      onClose={onClose}
    >
      <p>{withoutMarks(why)}</p>
      <p>Then the way is checked again: what is behind this link may need something, too.</p>
    </ActionDialog>
  )
}
