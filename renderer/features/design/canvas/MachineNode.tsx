/** A machine as a card in the rack: ports above, facts, memory, and its roles. */
import type { Node, NodeProps } from '@xyflow/react'
import { type KeyboardEvent, memo, useState } from 'react'
import type { MachineProbe, MachineState } from '../../../../electron/contract/index.ts'
import { mebibytes } from '../../../ui/time.ts'
import { useCanvas, useDim } from './canvasContext.ts'
import { DropPlace } from './DropPlace.tsx'
import css from './MachineNode.module.css'
import { MachineSign } from './MachineSign.tsx'
import { MemoryBar, memoryWords } from './MemoryBar.tsx'
import type { MachineModel } from './machineModel.ts'
import { PortStrip } from './PortStrip.tsx'
import type { NetworkLine, Port } from './ports.ts'
import { RoleRow } from './RoleRow.tsx'
import { RolesMenu } from './RolesMenu.tsx'

export type MachineNodeData = {
  readonly model: MachineModel
  readonly ports: readonly Port[]
  readonly lines: readonly NetworkLine[]
  readonly problems: number
  readonly probe: MachineProbe | undefined
  readonly phase: MachineState['phase']
  readonly compact: boolean
  /** Roles whose parts are shown. */
  readonly open: readonly string[]
}

export const MachineNode = memo(function MachineNode({ data, width }: NodeProps<Node<MachineNodeData, 'machine'>>) {
  const { model, ports, lines, problems, probe, phase, compact, open } = data
  const { focusNeighbour } = useCanvas()
  const [menu, setMenu] = useState(false)
  const parts = model.roles.flatMap((role) => role.parts.filter((part) => part.awayOn === undefined))
  const dim = useDim(
    parts.map((part) => part.id),
    true,
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') setMenu(true)
    else if (!focusNeighbour(model.name, event.key)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={css.node} data-dim={dim}>
      <PortStrip ports={ports} lines={lines} width={width ?? 0} />
      <article
        className={css.card}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the card answers keys (Enter opens its roles, arrows lead to the next card) and holds buttons, so that it can be no button itself
        tabIndex={0}
        data-machine={model.name}
        data-fit={model.memory.fit}
        data-problems={problems > 0}
        aria-label={cardWords(data)}
        onKeyDown={onKeyDown}
      >
        <header className={css.head}>
          <MachineSign phase={phase} problems={problems} />
          <h2 className={css.name} title={model.name}>
            {model.name}
          </h2>
          <RolesMenu machine={model.name} compact={compact} opened={menu} onChange={setMenu} />
        </header>
        {!compact && (
          <div className={css.facts}>
            <p>{factWords(probe)}</p>
            <p className={css.address}>{model.address ?? 'no address'}</p>
          </div>
        )}
        <MemoryBar model={model} compact={compact} />
        {model.roles.length === 0 ? (
          <p className={css.hint}>Drop a role here</p>
        ) : (
          <ul className={css.roles}>
            {model.roles.map((role) => (
              <RoleRow key={role.role} machine={model.name} model={role} isOpen={open.includes(role.role)} />
            ))}
          </ul>
        )}
        <DropPlace machine={model.name} />
      </article>
    </div>
  )
})

/** "8 cores · 15.6 GiB · 2 disks, 931 GiB" */
function factWords(probe: MachineProbe | undefined): string {
  if (probe === undefined) return 'Not looked at yet'
  const cores = `${probe.processor.cores} ${probe.processor.cores === 1 ? 'core' : 'cores'}`
  const disks = probe.disks.filter((disk) => disk.type !== 'loop')
  const size = mebibytes(disks.reduce((sum, disk) => sum + disk.bytes, 0) / 2 ** 20)
  const count = disks.length === 1 ? '1 disk' : `${disks.length} disks`
  return `${cores} · ${mebibytes(probe.memory.total)} · ${count}, ${size}`
}

function cardWords({ model, problems, probe }: MachineNodeData): string {
  const roles = model.roles.length === 0 ? 'no roles' : model.roles.map((one) => one.role).join(', ')
  const wrong = problems === 0 ? '' : `, ${problems} ${problems === 1 ? 'problem' : 'problems'}`
  return `${model.name}: ${roles}, ${factWords(probe)}, memory ${memoryWords(model)}${wrong}. Enter changes its roles.`
}
