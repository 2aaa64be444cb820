/** Deletes instances: says what is lost, and waits a few seconds in which it can be undone. */
import { notifications } from '@mantine/notifications'
import type { Server } from '../../../../electron/contract/live.ts'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { count, shortList } from '../../../ui/words.ts'
import { UNDO } from '../pendingDeletes.ts'
import { losesData, lossWords, typedWords } from './dataLoss.ts'
import { deed } from './deeds.ts'
import { DELETIONS } from './deletions.ts'
import { EXPLAINED, type InstancesDialogProps, targetOf } from './dialogProps.ts'
import { UndoToast } from './UndoToast.tsx'
import { doToEach } from './useDeeds.ts'

export function DeleteDialog({ cloud, servers, onClose }: InstancesDialogProps) {
  const names = servers.map(({ name, id }) => isolated(name === '' ? id : name))
  const one = servers.length === 1
  const what = one ? (names[0] ?? '') : count(servers.length, 'instance')
  return (
    <ActionDialog
      cloud={cloud}
      title={`Delete ${what}?`}
      submit={`Delete ${one ? 'the instance' : what}`}
      danger
      {...(servers.some(losesData)
        ? {
            typing: typedWords(
              servers.map(({ name }) => name),
              'delete',
            ),
          }
        : {})}
      steps={servers.slice(0, EXPLAINED).map((server) => ({ action: 'server.delete', input: targetOf(server) }))}
      onSubmit={() => deleteLater(cloud, servers, what)}
      onClose={onClose}
    >
      {one ? undefined : <p>{shortList(names, 8)}</p>}
      <p>
        {lossWords(servers)} You can undo it for {UNDO / 1000} s.
      </p>
    </ActionDialog>
  )
}

export function deleteLater(cloud: string, servers: readonly Pick<Server, 'id' | 'name'>[], what: string): void {
  const toast = `delete ${servers[0]?.id ?? ''} ${Date.now()}`
  const batch = DELETIONS.add(cloud, servers.map(targetOf), () => void doToEach(cloud, deed('delete'), servers))
  notifications.show({
    id: toast,
    autoClose: UNDO,
    withBorder: true,
    message: UndoToast({
      text: `${what} is about to be deleted.`,
      onUndo() {
        notifications.hide(toast)
        const inTime = DELETIONS.undo(batch)
        notifications.show({ message: inTime ? `${what} stays.` : `${what}: the cloud was told already.` })
      },
    }),
  })
}
