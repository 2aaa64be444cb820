/** One part of a role on a machine: carried like a role, moved by its menu, given back to its role. */
import { Menu, ScrollArea } from '@mantine/core'
import { IconArrowBackUp, IconDots, IconMapPin } from '@tabler/icons-react'
import { mebibytes } from '../../../ui/time.ts'
import { giveBack, movePart } from './arrange.ts'
import { Chip } from './Chip.tsx'
import { useCanvas, useCanvasDesign, useDim } from './canvasContext.ts'
import type { PartModel } from './machineModel.ts'
import css from './PartRow.module.css'

export function PartRow({ machine, model }: PartProps) {
  const { point } = useCanvas()
  const dim = useDim([model.id])
  const pointAt = () => point({ kind: 'part', part: model.id })
  const away = model.awayOn !== undefined
  return (
    <li
      className={css.part}
      data-dim={dim}
      data-away={away}
      onPointerEnter={pointAt}
      onPointerLeave={() => point(undefined)}
    >
      {away ? (
        <span className={css.name}>
          <s>{model.id}</s> <span className={css.away}>on {model.awayOn?.join(', ')}</span>
        </span>
      ) : (
        <Chip
          id={`${machine}/part/${model.id}`}
          carried={{ kind: 'part', part: model.id, from: machine }}
          onFocus={pointAt}
        >
          <span className={css.name}>{model.id}</span>
          {model.placed && <IconMapPin size={12} role="img" aria-label="placed by hand" />}
        </Chip>
      )}
      {!away && <span className={css.memory}>{mebibytes(model.memory)}</span>}
      <PartMenu machine={machine} model={model} />
    </li>
  )
}

interface PartProps {
  readonly machine: string
  readonly model: PartModel
}

function PartMenu({ machine, model }: PartProps) {
  return (
    <Menu withinPortal position="bottom-end" shadow="md" width={220}>
      <Menu.Target>
        <button type="button" className={`${css.menu} nopan`} aria-label={`Move ${model.id} of ${machine}`}>
          <IconDots size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <PartMoves machine={machine} model={model} />
      </Menu.Dropdown>
    </Menu>
  )
}

function PartMoves({ machine, model }: PartProps) {
  const { design, parts, arrange } = useCanvasDesign()
  const from = model.awayOn?.[0] ?? machine
  const others = design.machines.filter((one) => one.name !== from)
  return (
    <>
      {model.placed && (
        <Menu.Item
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          onClick={() => arrange(giveBack(design, model.id))}
        >
          Back to its role
        </Menu.Item>
      )}
      <Menu.Label>{others.length === 0 ? 'There is no other machine to move it to' : 'Move to…'}</Menu.Label>
      <ScrollArea.Autosize mah={280}>
        {others.map((one) => (
          <Menu.Item key={one.name} onClick={() => arrange(movePart(design, parts, model.id, from, one.name))}>
            {one.name}
          </Menu.Item>
        ))}
      </ScrollArea.Autosize>
    </>
  )
}
