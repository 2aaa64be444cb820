/** Deletes for good what the cloud has kept after a deletion (Nova's deferred delete, reclaim_instance_interval). */
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { losesData, lossWords, typedWords } from './dataLoss.ts'
import { type InstanceDialogProps, targetOf } from './dialogProps.ts'

export function ForceDeleteDialog({ cloud, server, doing, onClose }: InstanceDialogProps) {
  return (
    <ActionDialog
      cloud={cloud}
      title={`Delete ${isolated(server.name)} for good?`}
      submit="Delete it for good"
      danger
      {...(losesData(server) ? { typing: typedWords([server.name], 'delete') } : {})}
      steps={[{ action: 'server.forceDelete', input: targetOf(server) }]}
      mark={{ ids: [server.id], words: doing }}
      onClose={onClose}
    >
      <p>
        This cloud keeps deleted instances for a while, and can still restore this one. Deleted for good, it is gone at
        once. {lossWords([server])}
      </p>
    </ActionDialog>
  )
}
