/** Above the canvas: the roles to be dragged onto machines, layouts that fill all machines at once, and a suggestion. */
import { useDraggable } from '@dnd-kit/core'
import { Button, Menu, Tooltip } from '@mantine/core'
import { IconLayoutGrid, IconWand } from '@tabler/icons-react'
import type { Role, Vocabulary } from '../../../../electron/contract/index.ts'
import { layoutTitle, ROLE_WORDS } from '../roleWords.ts'
import css from './Palette.module.css'
import type { Pointed } from './pointing.ts'

interface PaletteProps {
  readonly vocabulary: Vocabulary
  readonly machines: number
  /** Machines whose facts are known. */
  readonly known: number
  readonly onPoint: (pointed: Pointed | undefined) => void
  readonly onLayout: (layout: string, title: string) => void
  readonly onSuggest: () => void
}

export function Palette({ vocabulary, machines, known, onPoint, onLayout, onSuggest }: PaletteProps) {
  return (
    <div className={css.palette} role="toolbar" aria-label="Roles and layouts">
      <span className={css.label}>Roles</span>
      {vocabulary.roles.map((role) => (
        <PaletteRole
          key={role}
          role={role}
          parts={vocabulary.parts.filter((part) => part.role === role).map((part) => part.id)}
          onPoint={onPoint}
        />
      ))}
      <div className={css.whole}>
        <Menu withinPortal position="bottom-end" shadow="md" width={340}>
          <Menu.Target>
            <Button variant="default" leftSection={<IconLayoutGrid size={14} aria-hidden />}>
              Layouts
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {vocabulary.layouts.map(({ id, fewest, explains }) => (
              <Menu.Item key={id} disabled={machines < fewest} onClick={() => onLayout(id, layoutTitle(id))}>
                <span className={css.layout}>{layoutTitle(id)}</span>
                <span className={css.explains}>{explains}</span>
                <span className={css.explains}>
                  {machines < fewest
                    ? `Needs ${fewest} machines; there ${machines === 1 ? 'is one' : `are ${machines}`}.`
                    : `From ${fewest === 1 ? 'one machine' : `${fewest} machines`}.`}
                </span>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Tooltip
          multiline
          w={280}
          label={
            known === machines
              ? 'Gives every machine roles by what it has: memory, disks, virtualisation, network cards.'
              : `Gives every machine roles. ${machines - known} of ${machines} were not looked at yet; they are judged by number only.`
          }
        >
          <Button variant="default" leftSection={<IconWand size={14} aria-hidden />} onClick={onSuggest}>
            Suggest
          </Button>
        </Tooltip>
      </div>
    </div>
  )
}

interface PaletteRoleProps {
  readonly role: Role
  readonly parts: readonly string[]
  readonly onPoint: (pointed: Pointed | undefined) => void
}

function PaletteRole({ role, parts, onPoint }: PaletteRoleProps) {
  const { setNodeRef, attributes, listeners } = useDraggable({ id: `palette/${role}`, data: { kind: 'role', role } })
  const { icon: Icon, title, explains } = ROLE_WORDS[role]
  const pointAt = () => onPoint({ kind: 'role', role, parts })
  const leave = () => onPoint(undefined)
  return (
    <button
      type="button"
      ref={setNodeRef}
      {...attributes}
      {...listeners}
      className={css.role}
      data-role={role}
      title={explains}
      onPointerEnter={pointAt}
      onPointerLeave={leave}
      onFocus={pointAt}
      onBlur={leave}
    >
      <Icon size={14} aria-hidden />
      {title}
    </button>
  )
}
