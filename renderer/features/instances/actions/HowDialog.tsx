/** How what is possible with an instance is done without this window: REST, command, Terraform, one deed after another. */
import { Modal, Select } from '@mantine/core'
import { useState } from 'react'
import type { Server } from '../../../../electron/contract/live.ts'
import { isolated } from '../../../ui/bidi.ts'
import { Explain } from '../../../ui/Explain.tsx'
import css from '../Instances.module.css'
import { DEEDS, type Deed, type DeedId, deed } from './deeds.ts'
import { targetOf } from './dialogProps.ts'

interface HowDialogProps {
  readonly server: Server
  /** Why policy forbids a deed; those are not shown. */
  readonly forbidden: (deed: Deed) => string | undefined
  readonly onClose: () => void
}

export function HowDialog({ server, forbidden, onClose }: HowDialogProps) {
  const [id, setId] = useState<DeedId>('stop')
  return (
    <Modal opened onClose={onClose} title={`How it is done with ${isolated(server.name)}`} size={560} centered>
      <div className={css.section}>
        <Select
          label="To do this"
          data-autofocus
          allowDeselect={false}
          data={DEEDS.filter((one) => forbidden(one) === undefined).map((one) => ({
            value: one.id,
            label: one.verb.replace('…', ''),
          }))}
          value={id}
          onChange={(value) => setId((value ?? 'stop') as DeedId)}
        />
        <Explain steps={[{ action: deed(id).action, input: exampleInput(id, server) }]} />
      </div>
    </Modal>
  )
}

/** With the instance's own values where there are some, and words in capitals for what only the person knows. */
function exampleInput(id: DeedId, server: Server): unknown {
  const target = targetOf(server)
  switch (id) {
    case 'rename':
      return { ...target, newName: 'NEW-NAME' }
    case 'resize':
      return { ...target, flavorId: 'FLAVOR-ID' }
    case 'rebuild':
      return { ...target, imageId: server.imageId ?? 'IMAGE-ID' }
    case 'snapshot':
      return { ...target, imageName: 'IMAGE-NAME' }
    case 'notes':
      return { ...target, set: { KEY: 'VALUE' } }
    case 'resetState':
      return { ...target, state: 'active' }
    case 'attachInterface':
      return { ...target, card: { networkId: 'NETWORK-ID' } }
    case 'detachInterface':
      return { ...target, portId: 'PORT-ID' }
    case 'securityGroups':
      return { ...target, group: server.securityGroups[0] ?? 'GROUP' }
    case 'attachFloatingIp':
      return { id: 'FLOATING-IP-ID', name: 'FLOATING-IP', portId: 'PORT-ID' }
    case 'detachFloatingIp':
      return { id: 'FLOATING-IP-ID', name: 'FLOATING-IP' }
    default:
      return target
  }
}
