/** Something that can be done, as an item of a menu; where it cannot be done now, the reason stands below it. */
import { Menu } from '@mantine/core'
import css from './DeedItem.module.css'

interface DeedItemProps {
  readonly verb: string
  /** Something is lost by it. */
  readonly danger?: boolean | undefined
  /** Why it cannot be done now; undefined where it can. */
  readonly why?: string | undefined
  readonly onDo: () => void
}

export function DeedItem({ verb, danger = false, why, onDo }: DeedItemProps) {
  const isPossible = why === undefined
  return (
    <Menu.Item
      className={isPossible ? (danger ? css.danger : '') : css.impossible}
      // Not `disabled`: the reason must be within reach of the keyboard.
      {...(isPossible ? {} : { 'aria-disabled': true, 'data-disabled': true })}
      closeMenuOnClick={isPossible}
      onClick={() => {
        if (isPossible) onDo()
      }}
    >
      {verb}
      {isPossible ? undefined : <span className={css.why}>{why}</span>}
    </Menu.Item>
  )
}
