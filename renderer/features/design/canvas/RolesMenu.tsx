/** Roles of one machine as a list of switches: the same as dragging, by mouse and by keyboard. */
import { Checkbox, Popover } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { probeIn } from '../../../../electron/contract/probeIn.ts'
import { reasonsAgainst } from '../inTheWay.ts'
import { ROLE_WORDS } from '../roleWords.ts'
import { giveRole, takeRole } from './arrange.ts'
import { useCanvasDesign } from './canvasContext.ts'
import css from './RolesMenu.module.css'

interface RolesMenuProps {
  readonly machine: string
  readonly compact: boolean
  readonly opened: boolean
  readonly onChange: (opened: boolean) => void
}

export function RolesMenu({ machine, compact, opened, onChange }: RolesMenuProps) {
  return (
    <Popover
      opened={opened}
      onChange={onChange}
      withinPortal
      trapFocus
      returnFocus
      position="bottom-end"
      shadow="md"
      width={320}
    >
      <Popover.Target>
        <button
          type="button"
          className={`${css.button} nopan`}
          aria-label={`Roles of ${machine}`}
          title={compact ? `Roles of ${machine}` : undefined}
          data-compact={compact}
          aria-expanded={opened}
          onClick={() => onChange(!opened)}
        >
          {compact ? <IconPencil size={14} aria-hidden /> : 'Roles…'}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.list ?? ''} aria-label={`Roles of ${machine}`}>
        <RolesList machine={machine} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** Only there while it is open: closed menus know nothing of the design. */
function RolesList({ machine }: { readonly machine: string }) {
  const { design, roles, arrange, states } = useCanvasDesign()
  const held = design.machines.find((one) => one.name === machine)?.roles ?? []
  const reasons = reasonsAgainst(probeIn(states[machine])?.obstacles ?? [], roles)
  const controller = design.machines.find((one) => one.roles.includes('controller'))?.name
  return (
    <>
      <p className={css.title}>Roles of {machine}</p>
      <Reasons whys={reasons.all} />
      {roles.map((role) => {
        const has = held.includes(role)
        const moves = role === 'controller' && !has && controller !== undefined
        return (
          <Checkbox
            key={role}
            checked={has}
            classNames={{ description: css.words ?? '' }}
            label={<span data-role={role}>{ROLE_WORDS[role].title}</span>}
            description={
              <>
                {ROLE_WORDS[role].explains}
                {moves && ` It is on ${controller} now and would move here.`}
                <Reasons whys={reasons.of(role)} />
              </>
            }
            onChange={() => arrange(has ? takeRole(design, role, machine) : giveRole(design, role, machine))}
          />
        )
      })}
    </>
  )
}

function Reasons({ whys }: { readonly whys: readonly string[] }) {
  return whys.map((why) => (
    <span key={why} className={css.obstacle}>
      {why}
    </span>
  ))
}
