/** The dialog of what was asked for. */
import { AttachCardDialog, DetachCardDialog } from './CardDialogs.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import type { InstanceDialogProps } from './dialogProps.ts'
import { AttachFloatingIpDialog, DetachFloatingIpDialog } from './FloatingIpDialogs.tsx'
import { ForceDeleteDialog } from './ForceDeleteDialog.tsx'
import { LockDialog } from './LockDialog.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { NotesDialog } from './NotesDialog.tsx'
import { RebuildDialog } from './RebuildDialog.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { RescueDialog } from './RescueDialog.tsx'
import { ResetStateDialog } from './ResetStateDialog.tsx'
import { ResizeDialog } from './ResizeDialog.tsx'
import { SecurityGroupsDialog } from './SecurityGroupsDialog.tsx'
import { SnapshotDialog } from './SnapshotDialog.tsx'
import { SnapshotsDialog } from './SnapshotsDialog.tsx'
import type { Deeds } from './useDeeds.ts'

export function DeedDialogs({ cloud, deeds }: { readonly cloud: string; readonly deeds: Deeds }) {
  const { asked, close } = deeds
  if (asked === undefined) return undefined
  const { deed, servers } = asked
  const [server] = servers
  if (deed.id === 'delete') return <DeleteDialog cloud={cloud} servers={servers} onClose={close} />
  if (deed.id === 'lock') return <LockDialog cloud={cloud} servers={servers} onClose={close} />
  if (deed.id === 'liveMigrate' || deed.id === 'migrate' || deed.id === 'evacuate')
    return <MoveDialog cloud={cloud} servers={servers} move={deed.id} onClose={close} />
  if (deed.id === 'snapshot' && servers.length > 1)
    return <SnapshotsDialog cloud={cloud} servers={servers} onClose={close} />
  if (server === undefined) return undefined
  const props: InstanceDialogProps = { cloud, server, doing: deed.doing, onClose: close }
  switch (deed.id) {
    case 'rename':
      return <RenameDialog {...props} />
    case 'resize':
      return <ResizeDialog {...props} />
    case 'rebuild':
      return <RebuildDialog {...props} />
    case 'rescue':
      return <RescueDialog {...props} />
    case 'snapshot':
      return <SnapshotDialog {...props} />
    case 'notes':
      return <NotesDialog {...props} />
    case 'resetState':
      return <ResetStateDialog {...props} />
    case 'forceDelete':
      return <ForceDeleteDialog {...props} />
    case 'attachInterface':
      return <AttachCardDialog {...props} isAdmin={deeds.around.me?.isAdmin === true} />
    case 'detachInterface':
      return <DetachCardDialog {...props} />
    case 'securityGroups':
      return <SecurityGroupsDialog {...props} />
    case 'attachFloatingIp':
      return <AttachFloatingIpDialog {...props} />
    case 'detachFloatingIp':
      return <DetachFloatingIpDialog {...props} />
    default:
      return undefined
  }
}
