/** A button that stands there also where policy forbids what it does: then it says why, to mouse, keyboard and screen reader. */
import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import { Link } from 'react-router'

interface PermittedButtonProps extends ButtonProps {
  /** Why this person may not; undefined where they may. */
  readonly forbidden: string | undefined
  /** Where it leads. */
  readonly to?: string
  /** The form it sends. */
  readonly form?: string
  readonly onClick?: () => void
}

export function PermittedButton({ forbidden, form, onClick, to, ...look }: PermittedButtonProps) {
  if (forbidden !== undefined) {
    return (
      <Tooltip label={forbidden} multiline maw={320}>
        <Button {...look} aria-disabled data-disabled title={forbidden} aria-description={forbidden} />
      </Tooltip>
    )
  }
  if (to !== undefined) return <Button {...look} component={Link} to={to} />
  if (form !== undefined) return <Button {...look} type="submit" form={form} />
  return <Button {...look} {...(onClick === undefined ? {} : { onClick })} />
}
