/** Makes an image of the disk of each of several instances; a failure is told by itself. */
import { useState } from 'react'
import { ActionDialog } from '../../../ui/ActionDialog.tsx'
import { isolated } from '../../../ui/bidi.ts'
import { count, shortList } from '../../../ui/words.ts'
import { deed } from './deeds.ts'
import { EXPLAINED, type InstancesDialogProps, targetOf } from './dialogProps.ts'
import { snapshotName } from './SnapshotDialog.tsx'
import { doToEach } from './useDeeds.ts'

export function SnapshotsDialog({ cloud, servers, onClose }: InstancesDialogProps) {
  const [now] = useState(() => new Date())
  const inputOf = (server: Parameters<typeof targetOf>[0]) => ({
    ...targetOf(server),
    imageName: snapshotName(server.name || server.id, now),
  })
  const names = servers.map((server) => isolated(inputOf(server).imageName))
  const running = servers.some(({ status }) => status === 'ACTIVE')
  return (
    <ActionDialog
      cloud={cloud}
      title={`Snapshots of ${count(servers.length, 'instance')}`}
      submit={`Take ${servers.length} snapshots`}
      steps={servers.slice(0, EXPLAINED).map((server) => ({ action: 'server.createImage', input: inputOf(server) }))}
      onSubmit={() => void doToEach(cloud, deed('snapshot'), servers, inputOf)}
      onClose={onClose}
    >
      <p>The images are called {shortList(names, 8)}; each is among the images when its disk was uploaded.</p>
      {running ? (
        <p>
          Those that run stand still for a moment while their disks are read. What programs have not written to the disk
          yet is not in the images; stop them first where that matters.
        </p>
      ) : undefined}
    </ActionDialog>
  )
}
