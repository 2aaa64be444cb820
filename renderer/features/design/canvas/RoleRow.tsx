/** A role's chip in a card: carried by its name, opened to its parts by its arrow. */
import { IconChevronRight } from '@tabler/icons-react'
import { mebibytes } from '../../../ui/time.ts'
import { ROLE_WORDS } from '../roleWords.ts'
import { Chip } from './Chip.tsx'
import { useCanvas, useDim } from './canvasContext.ts'
import type { RoleModel } from './machineModel.ts'
import { PartRow } from './PartRow.tsx'
import css from './RoleRow.module.css'

interface RoleRowProps {
  readonly machine: string
  readonly model: RoleModel
  readonly isOpen: boolean
}

export function RoleRow({ machine, model, isOpen }: RoleRowProps) {
  const { toggle, point } = useCanvas()
  const { role, parts } = model
  const ids = parts.map((part) => part.id)
  const dim = useDim(ids)
  const words = ROLE_WORDS[role]
  const pointAt = () => point({ kind: 'role', role, parts: ids })
  const moved = parts.filter((part) => part.awayOn !== undefined).length
  return (
    <li className={css.role} data-role={role} data-dim={dim}>
      <div className={css.chip} onPointerEnter={pointAt} onPointerLeave={() => point(undefined)}>
        <button
          type="button"
          className={`${css.open} nopan`}
          aria-expanded={isOpen}
          aria-label={`Parts of ${words.title.toLowerCase()} on ${machine}`}
          disabled={parts.length === 0}
          onClick={() => toggle(machine, role)}
        >
          <IconChevronRight size={14} data-open={isOpen} aria-hidden />
        </button>
        {role === 'single' ? (
          <span className={css.name}>
            <words.icon size={14} aria-hidden />
            {words.title}
          </span>
        ) : (
          <Chip id={`${machine}/role/${role}`} carried={{ kind: 'role', role, from: machine }} onFocus={pointAt}>
            <words.icon size={14} aria-hidden />
            {words.title}
          </Chip>
        )}
        {moved > 0 && <span className={css.moved}>{moved} moved</span>}
        <span className={css.memory}>{model.memory > 0 ? mebibytes(model.memory) : ''}</span>
      </div>
      {isOpen && (
        <ul className={css.parts} aria-label={`Parts of ${words.title.toLowerCase()} on ${machine}`}>
          {parts.map((part) => (
            <PartRow key={part.id} machine={machine} model={part} />
          ))}
        </ul>
      )}
    </li>
  )
}
